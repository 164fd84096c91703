import type { Report } from '../arrival.ts'
import { isObject, readJson, setProperty, toText } from '../json.ts'
import { findMsgpackEnd } from '../msgpack-extent.ts'
import { readMsgpack } from '../msgpack.ts'
import type { Part } from './multipart.ts'
import type { Payload } from '../payload.ts'
import { readTime } from '../time.ts'

/** Parts that are no files for the user but pieces of the event. */
const EVENT_PART = '__sentry-event'
const BREADCRUMB_PARTS: readonly string[] = ['__sentry-breadcrumb1', '__sentry-breadcrumb2']

export function isEventPart(part: Part): boolean {
  const names = [part.name, part.filename ?? '']
  return names.some((name) => name === EVENT_PART || BREADCRUMB_PARTS.includes(name))
}

/**
 * What a crash handler says beside the dump, merged into one event payload: `sentry` as JSON,
 * `sentry__1`, `sentry__2`, … where a field may hold only so much (Crashpad), `sentry[tags][os]`
 * (curl and Breakpad), and what sentry-native wrote to disk before the crash. Other fields are
 * annotations of the crash handler and become `extra`.
 */
export function readCrashForm(parts: readonly Part[], report: Report): Payload {
  const form: Record<string, unknown> = {}
  const annotations: Record<string, unknown> = {}
  for (const payload of readJsonFields(parts, report)) merge(form, payload)
  for (const part of parts) {
    if (isEventPart(part) || part.filename !== undefined) continue
    const path = readPath(part.name)
    if (path !== undefined) setAt(form, path, toText(part.data))
    else if (!JSON_FIELD.test(part.name)) setProperty(annotations, part.name, toText(part.data))
  }
  for (const part of findParts(parts, EVENT_PART)) merge(form, readEventPart(part, report))
  const breadcrumbs = readBreadcrumbParts(parts, report)
  if (breadcrumbs.length > 0) form['breadcrumbs'] = breadcrumbs
  if (Object.keys(annotations).length === 0) return form
  const extra = isObject(form['extra']) ? form['extra'] : {}
  return { ...form, extra: { ...annotations, ...extra } }
}

const JSON_FIELD = /^sentry(?:__(\d+))?$/

function readJsonFields(parts: readonly Part[], report: Report): readonly Payload[] {
  const whole: Part[] = []
  const chunks: { readonly order: number; readonly part: Part }[] = []
  for (const part of parts) {
    const match = part.filename === undefined ? JSON_FIELD.exec(part.name) : null
    if (match?.[1] !== undefined) chunks.push({ order: Number(match[1]), part })
    else if (match) whole.push(part)
  }
  chunks.sort((a, b) => a.order - b.order)
  const fields = whole.map((part) => ({ text: toText(part.data), offset: part.offset }))
  const [first] = chunks
  if (first !== undefined) {
    const text = chunks.map(({ part }) => toText(part.data)).join('')
    fields.push({ text, offset: first.part.offset })
  }
  return fields.flatMap(({ text, offset }) => {
    const reading = readJson(text)
    if (reading.ok && isObject(reading.value)) return [reading.value]
    const detail = reading.ok ? 'not an object' : reading.detail
    report(reading.ok ? 'payload-shape' : reading.code, offset, `form field sentry: ${detail}`)
    return []
  })
}

function merge(target: Record<string, unknown>, payload: Payload): void {
  for (const [key, value] of Object.entries(payload)) setProperty(target, key, value)
}

const PATH = /^sentry((?:\[[^\]]*\])+)$/

/** No payload is nested deeper by hand. */
const PATH_LIMIT = 20

function readPath(name: string): readonly string[] | undefined {
  const brackets = PATH.exec(name)?.[1]
  const path = brackets?.slice(1, -1).split('][')
  return path !== undefined && path.length <= PATH_LIMIT ? path : undefined
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: string): void {
  let at = target
  for (const key of path.slice(0, -1)) {
    const known = Object.hasOwn(at, key) ? at[key] : undefined
    const next: Record<string, unknown> = isObject(known) ? known : {}
    setProperty(at, key, next)
    at = next
  }
  const last = path.at(-1)
  if (last !== undefined) setProperty(at, last, value)
}

function findParts(parts: readonly Part[], name: string): readonly Part[] {
  return parts.filter((part) => part.name === name || part.filename === name)
}

function readEventPart(part: Part, report: Report): Payload {
  // Written before the crash: an empty file means that there was no time to.
  if (part.data.length === 0) return {}
  const end = findMsgpackEnd(part.data, 0)
  const reading = end === undefined ? undefined : readMsgpack(part.data.subarray(0, end))
  if (reading?.ok === true && isObject(reading.value)) return reading.value
  const detail = reading?.ok === false ? reading.detail : 'cut, or not an object'
  report('payload-msgpack', part.offset, `${EVENT_PART}: ${detail}`)
  return {}
}

/** Two files are written in turns, each a stream of breadcrumbs: the one with the newer end is second. */
function readBreadcrumbParts(parts: readonly Part[], report: Report): readonly unknown[] {
  const lists = BREADCRUMB_PARTS.flatMap((name) => findParts(parts, name)).map((part) =>
    readBreadcrumbStream(part, report),
  )
  return lists.toSorted((a, b) => toEndTime(a) - toEndTime(b)).flat()
}

function readBreadcrumbStream(part: Part, report: Report): readonly unknown[] {
  const breadcrumbs: unknown[] = []
  let at = 0
  while (at < part.data.length) {
    const end = findMsgpackEnd(part.data, at)
    const reading = end === undefined ? undefined : readMsgpack(part.data.subarray(at, end))
    if (reading?.ok === true) breadcrumbs.push(reading.value)
    else report('payload-msgpack', part.offset + at, `${part.name}: a cut or damaged breadcrumb`)
    // The crash may have come while the last one was being written.
    if (end === undefined) break
    at = end
  }
  return breadcrumbs
}

function toEndTime(breadcrumbs: readonly unknown[]): number {
  const last = breadcrumbs.at(-1)
  return (isObject(last) ? readTime(last['timestamp']) : undefined) ?? 0
}
