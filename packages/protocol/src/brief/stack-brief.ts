import type { SourceFrame } from '../api/sources.ts'
import type { Exception } from '../record/event.ts'
import type { Frame } from '../record/frame.ts'
import type { JsonObject } from '../json.ts'
import type { Masker } from '../secret/masker.ts'
import { toFenced, toInlineCode } from './markdown.ts'

/** Frames with code and locals: those nearest to the failure say most. */
const WITH_CODE = 3
const FRAMES = 15
const LOCALS = 1500

/** A stack as markdown, the failing call first; frames of libraries are counted and not told. */
export function toStackBrief(
  { frames, stack }: Exception,
  sources: readonly SourceFrame[],
  masker: Masker,
): readonly string[] {
  if (frames.length === 0) return stack === undefined ? [] : [toFenced(masker.text(stack))]
  const told = frames.map((frame, index) => toTold(frame, sources[index])).toReversed()
  const hasOwn = told.some(({ inApp }) => inApp)
  const lines: string[] = []
  let coded = 0
  let folded = 0
  const fold = (): void => {
    if (folded > 0) lines.push(`- ${folded} ${folded === 1 ? 'frame' : 'frames'} of libraries`)
    folded = 0
  }
  for (const frame of told.slice(0, FRAMES * 4)) {
    if (hasOwn && !frame.inApp) {
      folded += 1
      continue
    }
    if (lines.length > FRAMES * 3) break
    fold()
    lines.push(`- ${toInlineCode(frame.name, 120)} at ${toInlineCode(frame.place)}`)
    if (coded === WITH_CODE || frame.code === undefined) continue
    coded += 1
    lines.push('', toFenced(masker.text(frame.code)))
    if (frame.vars !== undefined) lines.push('', 'Locals:', '', toLocals(frame.vars, masker))
    lines.push('')
  }
  fold()
  return lines
}

interface ToldFrame {
  readonly name: string
  readonly place: string
  readonly inApp: boolean
  readonly code: string | undefined
  readonly vars: JsonObject | undefined
}

function toTold(frame: Frame, source: SourceFrame | undefined): ToldFrame {
  const path = source?.file ?? source?.source ?? frame.absPath ?? frame.filename ?? frame.module
  const line = source?.line ?? frame.line
  const column = source?.column ?? frame.column
  const place = [path, line, line === undefined ? undefined : column]
  return {
    name: source?.function ?? frame.function ?? '(anonymous)',
    place: place.filter((part) => part !== undefined).join(':'),
    inApp: source?.inApp ?? frame.inApp ?? false,
    code: toCode(frame, source),
    vars: frame.vars,
  }
}

/** With numbers, and a mark at the failing line. */
function toCode(frame: Frame, source: SourceFrame | undefined): string | undefined {
  const { excerpt } = source ?? {}
  if (excerpt !== undefined) {
    const texts = excerpt.lines.map((tokens) => tokens.map(([text]) => text).join(''))
    return toNumbered(texts, excerpt.first, excerpt.failing)
  }
  const { context, line } = frame
  if (context === undefined || line === undefined) return undefined
  const texts = [...context.before, context.line, ...context.after]
  return toNumbered(texts, line - context.before.length, context.before.length)
}

function toNumbered(texts: readonly string[], first: number, failing: number): string {
  const width = String(first + texts.length).length
  return texts
    .map((text, index) => {
      const mark = index === failing ? '>' : ' '
      return `${mark} ${String(first + index).padStart(width)} | ${text.slice(0, 300)}`
    })
    .join('\n')
}

function toLocals(vars: JsonObject, masker: Masker): string {
  const lines = Object.entries(masker.object(vars)).map(
    ([name, value]) => `${name} = ${JSON.stringify(value).slice(0, 300)}`,
  )
  return toFenced(lines.join('\n'), '', LOCALS)
}
