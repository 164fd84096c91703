import { parentPort, workerData } from 'node:worker_threads'
import type { Failure, ServedModule } from 'protocol'
import type { JsonReply } from 'store'
import { openEditor } from '../editor.ts'
import { toFailure } from '../failure.ts'
import { readAskedStack } from './asked-stack.ts'
import { createHighlighter } from './highlighter.ts'
import { createResolver } from './resolver.ts'
import { colourExcerpts, toSourcesAnswer } from './stack-answer.ts'
import type {
  FromSourcesThread,
  SourcesQuestion,
  SourcesSetup,
  ToSourcesThread,
} from './sources-message.ts'

/** The frames nearest to the failure; recursions may have thousands. */
const FRAME_LIMIT = 300

/** Runs in a thread: maps, grammars and slow disks take time that the loop that answers SDKs has not. */
function main({ roots, buildFolders, editor }: SourcesSetup): void {
  const asked = new Map<number, (module: ServedModule | undefined) => void>()
  let last = 0
  const ask = (url: string): Promise<ServedModule | undefined> =>
    new Promise((resolve) => {
      asked.set(++last, resolve)
      send({ type: 'ask', id: last, url })
    })
  const resolver = createResolver({ roots, buildFolders, ask, now })
  const highlighter = createHighlighter()

  const answerStack = async (
    id: number,
    { stack, around, isPlain }: Extract<SourcesQuestion, { type: 'stack' }>,
  ): Promise<JsonReply> => {
    const reading = readAskedStack(stack)
    if (!reading.ok) return refuse(400, reading.failure)
    const frames = reading.stack.frames.slice(-FRAME_LIMIT)
    const omitted = reading.stack.frames.length - frames.length
    const places = await resolver.resolve({ ...reading.stack, frames }, around)
    const resolved = { frames, places, omitted }
    const plain = toReply(toSourcesAnswer(resolved, new Map()))
    if (isPlain) return plain
    send({ type: 'draft', id, reply: plain })
    return toReply(toSourcesAnswer(resolved, await colourExcerpts(places, highlighter, now)))
  }

  const answer = async (id: number, question: SourcesQuestion): Promise<JsonReply> => {
    if (question.type === 'stack') return answerStack(id, question)
    const outcome = await openEditor({ ...question.place, roots, editor })
    return outcome.ok ? toReply(outcome.opened) : refuse(outcome.status, outcome.failure)
  }

  const answerSafely = async (id: number, question: SourcesQuestion): Promise<void> => {
    let reply: JsonReply
    try {
      reply = await answer(id, question)
    } catch (error) {
      // One question that cannot be answered must not end the others.
      reply = refuse(
        500,
        toFailure('sources', error instanceof Error ? error.message : String(error)),
      )
    }
    send({ type: 'answer', id, reply })
  }

  parentPort?.on('message', (message: ToSourcesThread) => {
    if (message.type === 'question') {
      void answerSafely(message.id, message.question)
      return
    }
    asked.get(message.id)?.(message.module)
    asked.delete(message.id)
  })
}

function now(): number {
  return performance.now()
}

function toReply(value: object): JsonReply {
  return { ok: true, json: JSON.stringify(value) }
}

function refuse(status: number, failure: Failure): JsonReply {
  return { ok: false, status, failure }
}

function send(message: FromSourcesThread): void {
  parentPort?.postMessage(message)
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `createSourcesThread` gives it
main(workerData as SourcesSetup)
