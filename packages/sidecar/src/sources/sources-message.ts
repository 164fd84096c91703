import type { ServedModule } from 'protocol'
import type { JsonReply } from 'store'
import type { StackQuestion } from './asked-stack.ts'

/** What the thread is started with. */
export interface SourcesSetup {
  readonly roots: readonly string[]
  readonly buildFolders: readonly string[]
  /** The command of the person's editor. */
  readonly editor: string | undefined
}

export interface EditorPlace {
  /** Absolute, or from a root on. */
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
}

export type SourcesQuestion =
  | {
      readonly type: 'stack'
      readonly stack: StackQuestion
      readonly around: number
      /** The lines as text: to colour the first of a language takes most of a second. */
      readonly isPlain: boolean
    }
  | { readonly type: 'editor'; readonly place: EditorPlace }

export type ToSourcesThread =
  | { readonly type: 'question'; readonly id: number; readonly question: SourcesQuestion }
  | { readonly type: 'served'; readonly id: number; readonly module: ServedModule | undefined }

export type FromSourcesThread =
  /** Good enough, should the thread not get to the answer. */
  | { readonly type: 'draft'; readonly id: number; readonly reply: JsonReply }
  | { readonly type: 'answer'; readonly id: number; readonly reply: JsonReply }
  | { readonly type: 'ask'; readonly id: number; readonly url: string }
