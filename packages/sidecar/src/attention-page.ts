import { checkUnits, readQuery, toMatcher } from 'protocol'
import type {
  AgentAction,
  Failure,
  FieldValue,
  Parameters,
  Pointed,
  QueryMatcher,
  QuerySubject,
} from 'protocol'
import type { JsonReply } from 'store'
import { toFailure } from './failure.ts'

const LIMIT = 50
const GREATEST_LIMIT = 5000

type Item = AgentAction | Pointed

/** A page of a list that is in memory, by the parameters that every list takes; newest first. */
export function toAttentionPage(
  all: readonly Item[],
  { query = '', limit = '', cursor = '', sort = '' }: Parameters,
  now: number,
): JsonReply {
  const filter = readFilter(query, now)
  if (!filter.ok) return refuse(filter.failure)
  const count = limit === '' ? LIMIT : Number(limit)
  if (!Number.isInteger(count) || count < 0 || count > GREATEST_LIMIT) return refuse(noLimit(limit))
  if (!['', '-time', 'time'].includes(sort)) return refuse(noSort(sort))
  const found = all.filter((item) => filter.matches(toSubject(item)))
  const sorted = sort === 'time' ? found.toReversed() : found
  const start = cursor === '' ? 0 : sorted.findIndex((item) => toCursor(item) === cursor) + 1
  if (start === 0 && cursor !== '') return refuse(noCursor)
  const items = sorted.slice(start, start + count)
  const last = start + count < sorted.length ? items.at(-1) : undefined
  const next = last === undefined ? null : toCursor(last)
  const page = { items, next, total: sorted.length, isTotalExact: true }
  return { ok: true, json: JSON.stringify(page) }
}

type Filter =
  | { readonly ok: true; readonly matches: QueryMatcher }
  | { readonly ok: false; readonly failure: Failure }

function readFilter(text: string, now: number): Filter {
  const reading = readQuery(text)
  const wrong = reading.ok ? checkUnits(reading.query, toUnitName) : reading.error
  if (reading.ok && wrong === undefined) {
    return { ok: true, matches: toMatcher(reading.query, { now, unit: toUnitName }) }
  }
  const { code = '', position = 0, message = '', fix } = wrong ?? {}
  const said = `Position ${position + 1}: ${message}`
  return { ok: false, failure: { code: `query-${code}`, message: said, position, fix } }
}

const noCursor = toFailure(
  'cursor',
  'This cursor is none of ours.',
  'Take `next` of the page before, or leave it out.',
)

function noLimit(limit: string): Failure {
  const fix = `A whole number up to ${GREATEST_LIMIT}.`
  return toFailure('limit', `"${limit.slice(0, 40)}" is no limit.`, fix)
}

function noSort(sort: string): Failure {
  const fix = 'Sort by `time`; `-` before it for descending.'
  return toFailure('sort', `Nothing here can be sorted by "${sort.slice(0, 40)}".`, fix)
}

function refuse(failure: Failure): JsonReply {
  return { ok: false, status: 400, failure }
}

function toUnitName(key: string): string | undefined {
  return key === 'time' ? 'time' : undefined
}

function toCursor(item: Item): string {
  return `${'what' in item ? item.what : 'agent'} ${item.id}`
}

function toSubject(item: Item): QuerySubject {
  const fields = new Map<string, FieldValue | undefined>(Object.entries(toFields(item)))
  const words = ['agent', 'tool', 'about', 'title', 'note']
  return {
    texts: words.flatMap((name) => toValues(fields.get(name)).map(String)),
    values: (key, isTag) => (isTag ? [] : toValues(fields.get(key))),
    is: () => false,
    aggregate: () => undefined,
  }
}

function toFields(item: Item): Readonly<Record<string, FieldValue | undefined>> {
  if ('what' in item) return { ...item }
  const { show, ...own } = item
  return { ...own, 'show.what': show?.what, 'show.id': show?.id }
}

function toValues(value: FieldValue | undefined): readonly FieldValue[] {
  return value === undefined ? [] : [value]
}
