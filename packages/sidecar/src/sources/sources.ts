import { readServedModule, sourceQuestion } from 'protocol'
import type { Parameters, ReaderName } from 'protocol'
import type { JsonReply } from 'store'
import { createSourcesThread } from './sources-thread.ts'
import type { EditorPlace } from './sources-message.ts'

export interface SourcesOptions {
  /** Absolute folders of projects. Nothing outside them is read, but absolute `buildFolders`. */
  readonly roots: readonly string[]
  /** Names of folders anywhere under the roots where builds lie, or absolute paths. */
  readonly buildFolders?: readonly string[] | undefined
  /** The command of the person's editor; guessed from what runs unless told. */
  readonly editor: string | undefined
  /** The file of the thread that does the work. */
  readonly worker: URL
  readonly readEvent: (id: string) => Promise<JsonReply>
  /** Asks connected programs; the first that knows answers. */
  readonly ask: (reader: ReaderName, question: string, parameters: Parameters) => Promise<unknown>
}

/** Where code was written: to show it, and to open it. */
export interface Sources {
  /** Answers `sources` of the read API. */
  readonly read: (parameters: Parameters) => Promise<JsonReply>
  readonly openEditor: (place: EditorPlace) => Promise<JsonReply>
  readonly close: () => Promise<void>
}

const BUILD_FOLDERS: readonly string[] = ['dist', 'build', '.output', '.next', '.svelte-kit', 'out']
const AROUND = 5
const AROUND_LIMIT = 50

export function createSources(options: SourcesOptions): Sources {
  const { roots, buildFolders = BUILD_FOLDERS, editor, worker, readEvent, ask } = options
  const thread = createSourcesThread({
    file: worker,
    setup: { roots, buildFolders, editor },
    askServer: async (url) => readServedModule(await ask('plugin', sourceQuestion, { url })),
  })
  return {
    read: async ({ event: id, frames, exception, thread: threadIndex, around, colours }) => {
      const event = id ? await readEvent(id) : undefined
      if (event?.ok === false) return event
      return thread.ask({
        type: 'stack',
        stack: {
          event: event?.json,
          exception: readIndex(exception),
          thread: readIndex(threadIndex),
          frames,
        },
        around: Math.min(readIndex(around) ?? AROUND, AROUND_LIMIT),
        isPlain: colours === 'none',
      })
    },
    openEditor: (place) => thread.ask({ type: 'editor', place }),
    close: () => thread.close(),
  }
}

function readIndex(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
