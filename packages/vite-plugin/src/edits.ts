import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { EditRecord } from 'protocol'
import { toHunks } from './hunks.ts'
import type { LastContents } from './last-contents.ts'

/** Every save of the project, with what changed and what the dev server did about it. */
export interface Edits {
  /** A file was written. `served` is what the dev server last read of it. */
  readonly save: (file: string, change: EditRecord['change'], served: string | undefined) => void
  /** The dev server told pages to take up a change; of `file`, where it says so. */
  readonly applied: (effect: Effect, file: string | undefined) => void
  readonly close: () => void
}

export type Effect = 'hot-update' | 'full-reload'

export type Edit = Pick<EditRecord, 'time' | 'file' | 'change' | 'hunks'> & {
  readonly effect: Effect | 'none'
}

export interface EditOptions {
  readonly root: string
  /** Whether a file is written by hand and not by a program. */
  readonly isDevelopers: (file: string) => Promise<boolean>
  readonly contents: LastContents
  readonly send: (edit: Edit) => void
  readonly now: () => number
}

/** Watchers report a save several times, and the dev server takes a moment to say what it does. */
const SETTLE = 200

/** A checkout touches thousands of files; the first ones say that it was one. */
const PENDING_LIMIT = 200

const nothing = { before: undefined, after: undefined }

interface Pending {
  readonly time: number
  readonly change: EditRecord['change']
  readonly served: string | undefined
  effect: Effect | 'none'
}

export function createEdits({ root, isDevelopers, contents, send, now }: EditOptions): Edits {
  const pending = new Map<string, Pending>()
  const timers = new Set<NodeJS.Timeout>()
  /** A checkout settles all at once, and each file takes processes of git to be asked about. */
  let settled = Promise.resolve()

  const settle = async (file: string): Promise<void> => {
    const save = pending.get(file)
    if (save === undefined) return
    const isHidden = isSecret(file)
    const isOwn = isHidden || (await isDevelopers(file))
    const { before, after } = isOwn && !isHidden ? await contents.take(file, save.served) : nothing
    pending.delete(file)
    const change = toChange(save.change, existsSync(file))
    if (!isOwn || change === undefined) return
    const isText = change === 'delete' ? before !== undefined : after !== undefined
    const isKnown = before !== undefined || change === 'create'
    send({
      time: save.time,
      file: toRelative(root, file),
      change,
      hunks: isText && isKnown ? toHunks(before ?? '', after ?? '') : [],
      effect: save.effect,
    })
  }

  return {
    save: (file, change, served) => {
      if (isForeign(file) || pending.has(file) || pending.size >= PENDING_LIMIT) return
      pending.set(file, { time: now(), change, served, effect: 'none' })
      const timer = setTimeout(() => {
        timers.delete(timer)
        settled = settled.then(() => settle(file))
      }, SETTLE)
      timer.unref()
      timers.add(timer)
    },
    applied: (effect, file) => {
      for (const [name, save] of pending) {
        if (file !== undefined && file !== name) continue
        // A reload takes up whatever a hot update did.
        if (save.effect !== 'full-reload') save.effect = effect
      }
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
      pending.clear()
    },
  }
}

/** What came of it in the end: editors save by deleting and making again, programs make and delete. */
function toChange(first: EditRecord['change'], isThere: boolean): EditRecord['change'] | undefined {
  if (isThere) return first === 'delete' ? 'update' : first
  return first === 'create' ? undefined : 'delete'
}

/** Not the developer's own: installed, or of the version control. */
function isForeign(file: string): boolean {
  return /[\\/](?:node_modules|\.git)[\\/]/.test(file)
}

/** That it was saved explains what happens; what is in it is for nobody to see. */
function isSecret(file: string): boolean {
  return /[\\/](?:\.env[^\\/]*|[^\\/]*\.(?:pem|key|p12|pfx))$/.test(file)
}

/** Relative to the project's root, with forward slashes. */
export function toRelative(root: string, file: string): string {
  return relative(root, file).replaceAll('\\', '/')
}
