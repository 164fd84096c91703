import { readField } from './field.ts'
import type { SeenIssue } from './issue-news.ts'
import { toShortDuration } from './short-duration.ts'

/** What a toast says of an error. Everything in it is hostile text, and shown as text. */
export interface ToastModel {
  readonly issueId: string
  readonly isFatal: boolean
  readonly type: string
  readonly where: string | undefined
  readonly message: string
  readonly line: FailingLine | undefined
  /** The save before it was first seen. */
  readonly save: { readonly sentence: string; readonly place: string } | undefined
  /** `× 3` */
  readonly times: string | undefined
  /** How many others came with it. */
  readonly others: string | undefined
}

export interface FailingLine {
  /** What to call its file. */
  readonly path: string
  /** What the editor can open. */
  readonly file: string | undefined
  /** None where only a line of generated code is known. */
  readonly number: number | undefined
  readonly column: number | undefined
  readonly text: string
  /** Where in the text it failed, counted from 0. */
  readonly at: number | undefined
}

const MESSAGE_LIMIT = 300
const LINE_LIMIT = 400

/** A save so long before is not why. */
const SAVE_LIMIT = 60 * 60_000

export function toToastModel(
  issue: SeenIssue,
  timesBefore: number,
  others: number,
  line: FailingLine | undefined,
): ToastModel {
  const times = issue.count - timesBefore
  return {
    issueId: issue.id,
    isFatal: issue.level === 'fatal',
    type: cut(
      issue.status === 'regressed'
        ? `Came back: ${issue.type ?? issue.title}`
        : (issue.type ?? issue.title),
    ),
    where: issue.culprit === undefined ? undefined : cut(toWhere(issue.culprit)),
    message: issue.type === undefined ? '' : cut(issue.value ?? ''),
    line,
    save: toSave(issue),
    times: times > 1 ? `× ${times}` : undefined,
    others: others > 0 ? `+${others}` : undefined,
  }
}

/** `src/cart.ts in lineTotal`, which stands behind "in" itself. */
function toWhere(culprit: string): string {
  const at = culprit.lastIndexOf(' in ')
  return at === -1 ? culprit : `${culprit.slice(at + 4)} · ${culprit.slice(0, at)}`
}

function toSave({ firstEdit, firstSeen, lastSeen, status }: SeenIssue): ToastModel['save'] {
  if (firstEdit === undefined) return undefined
  const seen = status === 'regressed' ? lastSeen : firstSeen
  const after = seen - firstEdit.time
  if (after < 0 || after > SAVE_LIMIT) return undefined
  const place =
    firstEdit.line === undefined ? firstEdit.file : `${firstEdit.file}:${firstEdit.line}`
  return { sentence: `${toShortDuration(after)} after you saved`, place: cutMiddle(place, 44) }
}

/** The line that failed, of the answer to `sources`: of the frame nearest to the failure that is the app's own. */
export function readFailingLine(answer: unknown): FailingLine | undefined {
  const frames = toList(readField(answer, 'frames')).toReversed()
  const withSource = frames.filter((frame) => readFailingText(frame) !== '')
  const frame = withSource.find((each) => readField(each, 'inApp') !== false) ?? withSource[0]
  return frame === undefined ? undefined : toFailingLine(frame)
}

function readFailingText(frame: unknown): string {
  const excerpt = readField(frame, 'excerpt')
  const pieces = toList(readField(excerpt, 'lines'))[toNumber(readField(excerpt, 'failing')) ?? 0]
  return toList(pieces)
    .map((piece) => toText(readField(piece, 0)))
    .join('')
}

function toFailingLine(frame: unknown): FailingLine {
  const source = readFailingText(frame)
  const text = source.trim()
  const column = toNumber(readField(frame, 'column'))
  const before = toNumber(readField(readField(frame, 'excerpt'), 'cut')) ?? 0
  const indent = source.length - source.trimStart().length
  const at = column === undefined ? undefined : column - 1 - before - indent
  // Of a bundled line, the part that failed.
  const from = at !== undefined && at > LINE_LIMIT / 2 ? at - LINE_LIMIT / 2 : 0
  const file = toText(readField(frame, 'file'))
  return {
    path: toText(readField(frame, 'source')) || file,
    file: file === '' ? undefined : file,
    number: toNumber(readField(frame, 'line')),
    column,
    text: text.slice(from, from + LINE_LIMIT),
    at: at === undefined || at < 0 || at >= text.length ? undefined : at - from,
  }
}

/** The failing line in three: what comes before the word that failed, the word, what comes after. */
export function toMarkedParts({ text, at }: FailingLine): readonly [string, string, string] {
  if (at === undefined) return [text, '', '']
  // Engines point at the beginning of a word, at its end, or into it.
  const [head = ''] = (/[\w$]/.test(text.charAt(at)) && /[\w$]*$/.exec(text.slice(0, at))) || []
  const from = at - head.length
  // `new` alone says nothing.
  const [word = ''] = /^(?:new [\w$.]+|[\w$]+|.)/u.exec(text.slice(from)) ?? []
  return [text.slice(0, from), word, text.slice(from + word.length)]
}

/** For a coding agent, or a colleague. */
export function toCopyText({ type, where, message, line, save }: ToastModel): string {
  const lines = [`## ${type}${where === undefined ? '' : ` in ${where}`}`, message]
  if (line !== undefined) {
    const place = [line.path, line.number, line.column].filter((part) => part !== undefined)
    lines.push('', place.join(':'), '```', line.text, '```')
  }
  if (save !== undefined) lines.push('', `First seen ${save.sentence} ${save.place}.`)
  return lines.join('\n')
}

function cut(text: string): string {
  return text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT)}…` : text
}

/** Paths lose the middle: both ends tell them apart. */
function cutMiddle(path: string, limit: number): string {
  if (path.length <= limit) return path
  const [first = ''] = path.split('/')
  const room = Math.max(limit - first.length - 2, 10)
  return `${first.slice(0, 12)}/…${path.slice(-room)}`
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
