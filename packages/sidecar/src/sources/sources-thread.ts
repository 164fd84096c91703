import { Worker } from 'node:worker_threads'
import type { ServedModule } from 'protocol'
import type { JsonReply } from 'store'
import { toFailure } from '../failure.ts'
import type { AskServer } from './served-modules.ts'
import type {
  FromSourcesThread,
  SourcesQuestion,
  SourcesSetup,
  ToSourcesThread,
} from './sources-message.ts'

/** Does what takes longer than the loop that answers SDKs may be held up. */
export interface SourcesThread {
  /** Never rejects. */
  readonly ask: (question: SourcesQuestion) => Promise<JsonReply>
  readonly close: () => Promise<void>
}

export interface SourcesThreadOptions {
  readonly file: URL
  readonly setup: SourcesSetup
  readonly askServer: AskServer
  /** In ms, for one question. */
  readonly limit?: number | undefined
  /** In ms: how long the thread stays when nobody asks. */
  readonly idle?: number | undefined
  /** In MB. What takes more ends the thread and not the sidecar. */
  readonly heap?: number | undefined
}

/** The first excerpt in TypeScript takes most of a second, a dev server may take two. */
const QUESTION_LIMIT = 8000
const IDLE_LIMIT = 60_000
const QUEUE_LIMIT = 100
const HEAP_LIMIT = 256

interface Waiting {
  readonly question: SourcesQuestion
  readonly resolve: (reply: JsonReply) => void
  draft: JsonReply | undefined
  timer: NodeJS.Timeout | undefined
}

/** Starts with the first question, and ends when nobody has asked for a while. */
export function createSourcesThread(options: SourcesThreadOptions): SourcesThread {
  const { file, setup, askServer } = options
  const { limit = QUESTION_LIMIT, idle = IDLE_LIMIT, heap = HEAP_LIMIT } = options
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let last = 0
  let isClosed = false

  const settle = (id: number, reply: JsonReply): void => {
    const entry = waiting.get(id)
    if (!entry) return
    clearTimeout(entry.timer)
    waiting.delete(id)
    entry.resolve(reply)
    if (waiting.size > 0) return
    clearTimeout(idleTimer)
    idleTimer = setTimeout(() => void end(), idle).unref()
  }

  const giveUp = (id: number, reason: string): void => {
    settle(id, waiting.get(id)?.draft ?? toBroken(reason))
  }

  const end = async (): Promise<void> => {
    const ended = thread
    thread = undefined
    clearTimeout(idleTimer)
    await ended?.terminate()
  }

  const start = (): Worker => {
    const started = new Worker(file, {
      workerData: setup,
      resourceLimits: { maxOldGenerationSizeMb: heap },
      // What the libraries print is no line of ours.
      stdout: true,
      stderr: true,
    })
    started.unref()
    started.on('message', (message: FromSourcesThread) => {
      if (thread !== started) return
      if (message.type === 'ask') {
        void answerThread(started, askServer, message.id, message.url)
        return
      }
      const entry = waiting.get(message.id)
      if (message.type === 'answer') settle(message.id, message.reply)
      else if (entry) entry.draft = message.reply
    })
    const giveUpAll = (reason: string): void => {
      if (thread !== started) return
      thread = undefined
      for (const id of waiting.keys()) giveUp(id, reason)
    }
    started.on('error', (error) => giveUpAll(toText(error)))
    started.on('exit', () => giveUpAll('its thread ended'))
    return started
  }

  const post = (id: number, entry: Waiting): void => {
    clearTimeout(idleTimer)
    clearTimeout(entry.timer)
    thread ??= start()
    entry.timer = setTimeout(() => leave(id), limit).unref()
    thread.postMessage({
      type: 'question',
      id,
      question: entry.question,
    } satisfies ToSourcesThread)
  }

  /** A regular expression or a disk that hangs cannot be stopped otherwise. The others ask again. */
  const leave = (id: number): void => {
    void end()
    giveUp(id, `it took longer than ${limit / 1000} seconds`)
    for (const [other, entry] of waiting) post(other, entry)
  }

  return {
    ask: (question) => {
      if (isClosed) return Promise.resolve(toBroken('the sidecar ends'))
      if (waiting.size >= QUEUE_LIMIT) return Promise.resolve(toBroken('too many ask at once'))
      return new Promise((resolve) => {
        const entry: Waiting = { question, resolve, draft: undefined, timer: undefined }
        waiting.set(++last, entry)
        post(last, entry)
      })
    },
    close: async () => {
      isClosed = true
      await end()
      for (const id of waiting.keys()) giveUp(id, 'the sidecar ends')
      clearTimeout(idleTimer)
    },
  }
}

async function answerThread(
  thread: Worker,
  askServer: AskServer,
  id: number,
  url: string,
): Promise<void> {
  let module: ServedModule | undefined
  try {
    module = await askServer(url)
  } catch {
    // A dev server that fails to answer is one that does not know.
  }
  thread.postMessage({ type: 'served', id, module } satisfies ToSourcesThread)
}

function toBroken(reason: string): JsonReply {
  const failure = toFailure('sources', `The source cannot be looked up: ${reason}.`)
  return { ok: false, status: 503, failure }
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
