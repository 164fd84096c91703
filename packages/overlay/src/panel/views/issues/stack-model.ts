import type { EditRecord, Frame, SourceExcerpt, SourceFrame } from 'protocol'
import { toBarePath } from '../../format/short-path.ts'

/** A frame as it is shown: where it was written, where that is known. */
export interface ShownFrame {
  readonly key: number
  readonly name: string
  readonly path: string
  readonly line: number | undefined
  readonly column: number | undefined
  /** A file that the editor can open. */
  readonly file: string | undefined
  readonly inApp: boolean
  readonly excerpt: SourceExcerpt | undefined
  readonly vars: Frame['vars']
  /** Why there is no source, and where it was looked for. */
  readonly missing: SourceFrame['missing']
  /** Only an address is known, of native code. */
  readonly instruction: string | undefined
}

/** Frames of one's own one by one, those of others folded with their names. */
export type StackPart =
  | { readonly type: 'frame'; readonly frame: ShownFrame }
  | { readonly type: 'folded'; readonly key: number; readonly frames: readonly ShownFrame[] }

/** The failing frame first. `sources` are in the order of the event's frames, and end where they do. */
export function toShownFrames(
  frames: readonly Frame[],
  sources: readonly SourceFrame[] = [],
): readonly ShownFrame[] {
  const omitted = frames.length - sources.length
  return frames.map((frame, key) => toShownFrame(frame, key, sources[key - omitted])).toReversed()
}

function toShownFrame(frame: Frame, key: number, source: SourceFrame | undefined): ShownFrame {
  const raw = frame.absPath ?? frame.filename ?? frame.module ?? frame.package ?? frame.image ?? ''
  return {
    key,
    name: toName(source?.function ?? frame.function ?? frame.symbol),
    path: toBarePath(source?.source ?? source?.file ?? frame.filename ?? raw),
    // A file whose line is not known: the frame's own is one of generated code.
    line: source ? source.line : frame.line || undefined,
    column: source ? source.column : frame.column,
    file: source?.file,
    inApp: source?.inApp ?? frame.inApp ?? false,
    excerpt: source?.excerpt ?? toContextExcerpt(frame),
    vars: frame.vars,
    missing: source?.missing,
    instruction: frame.instruction,
  }
}

/** `?` is what Sentry's SDKs say where the engine named none. */
function toName(name: string | undefined): string {
  return name === undefined || name === '?' ? '(anonymous)' : name
}

/** The lines that the SDK sent along, until or where the source itself is not known. */
function toContextExcerpt({ context, line }: Frame): SourceExcerpt | undefined {
  if (context === undefined || line === undefined) return undefined
  const lines = [...context.before, context.line, ...context.after]
  return {
    first: line - context.before.length,
    lines: lines.map((text) => [[text, 'plain']]),
    failing: context.before.length,
    cut: 0,
  }
}

/** Where none is one's own, nothing is folded: then the others are all there is. */
export function toStackParts(
  frames: readonly ShownFrame[],
  isEveryFrame: boolean,
): readonly StackPart[] {
  if (isEveryFrame || !frames.some(({ inApp }) => inApp)) {
    return frames.map((frame) => ({ type: 'frame', frame }))
  }
  const parts: StackPart[] = []
  let folded: ShownFrame[] = []
  const fold = (): void => {
    const [first] = folded
    if (first !== undefined) parts.push({ type: 'folded', key: first.key, frames: folded })
    folded = []
  }
  for (const frame of frames) {
    if (frame.inApp) {
      fold()
      parts.push({ type: 'frame', frame })
    } else folded.push(frame)
  }
  fold()
  return parts
}

/** The frame that is open when one comes: one's own nearest to the failure, else the failing one. */
export function toFirstOpen(frames: readonly ShownFrame[]): ShownFrame | undefined {
  return frames.find(({ inApp, excerpt }) => inApp && excerpt !== undefined) ?? frames[0]
}

/** `express, node:internal`: whose code the folded frames are. */
export function toFoldedNames(frames: readonly ShownFrame[]): string {
  const names = frames.map(({ path }) => toOwner(path)).filter((name) => name !== '')
  return [...new Set(names)].slice(0, 4).join(', ')
}

function toOwner(path: string): string {
  const [, scope, name] =
    /.*node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?(@[^/]+\/)?([^/]+)/.exec(path) ?? []
  if (name !== undefined) return `${scope ?? ''}${name}`
  const [, builtIn] = /^(node:[\w-]+)/.exec(path) ?? []
  return builtIn ?? path.split('/').at(-1) ?? ''
}

export function toFramePlace({ path, line, column }: ShownFrame): string {
  return [path, line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(':')
}

type SavedLines = Pick<EditRecord, 'file' | 'hunks'>

/** Numbers of the lines that a save wrote, when it was of this file. */
export function toEditedLines(
  edit: SavedLines | undefined,
  frame: Pick<ShownFrame, 'file' | 'path'>,
): ReadonlySet<number> {
  if (edit === undefined || !isSameFile(edit.file, frame)) return none
  const lines = new Set<number>()
  for (const { newStart, lines: written } of edit.hunks) {
    let number = newStart
    for (const line of written) {
      if (line.startsWith('+')) lines.add(number)
      if (!line.startsWith('-')) number += 1
    }
  }
  return lines
}

const none: ReadonlySet<number> = new Set()

function isSameFile(saved: string, { file, path }: Pick<ShownFrame, 'file' | 'path'>): boolean {
  return [file, path].some((known) => known === saved || known?.endsWith(`/${saved}`) === true)
}
