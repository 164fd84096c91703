import type { Parameters } from 'protocol'
import { describe, expect, test } from 'vitest'
import { createAttention } from './attention.ts'
import type { Attention } from './attention.ts'
import { createPulse } from './pulse.ts'
import { askUntil } from './wait.ts'

let time = Date.UTC(2026, 10, 22)

function fill(onChange = (): void => undefined): Attention {
  const attention = createAttention(() => (time += 1000), onChange)
  for (const [agent, tool, about] of [
    ['claude', 'get_issue', 'issue 3f2a'],
    ['claude', 'search_logs', 'level:error'],
    ['cursor', 'get_trace', 'trace 77'],
  ]) {
    attention.act({ agent, tool, about, show: { what: 'issue', id: '3f2a' } })
  }
  for (const id of ['a', 'b', 'c']) attention.point({ what: 'issue', id, note: `look at ${id}` })
  return attention
}

interface Page {
  readonly items: readonly Record<string, unknown>[]
  readonly next: string | null
  readonly total: number
}

function read(attention: Attention, list: 'agents' | 'pointed', parameters: Parameters): Page {
  const reply = attention.read(list, parameters)
  if (!reply.ok) throw new Error(reply.failure.message)
  return JSON.parse(reply.json) as Page
}

function idsBy(sort: string): readonly unknown[] {
  return read(fill(), 'pointed', { sort }).items.map(({ id }) => id)
}

describe('what agents do and what is pointed at', () => {
  test.each([
    ['agents', '', ['get_trace', 'search_logs', 'get_issue']],
    ['agents', 'agent:claude', ['search_logs', 'get_issue']],
    ['agents', '!agent:claude', ['get_trace']],
    ['agents', 'LOGS', ['search_logs']],
    ['agents', 'show.id:3f2a tool:get_*', ['get_trace', 'get_issue']],
    ['agents', 'has:title', []],
    ['agents', 'time:<2020-01-01', []],
  ] as const)('of %s the query %s finds %o', (list, query, tools) => {
    expect(read(fill(), list, { query }).items.map(({ tool }) => tool)).toEqual(tools)
  })

  test('comes in pages, which go on where they ended whatever came in between', () => {
    const attention = fill()
    const first = read(attention, 'pointed', { limit: '2' })
    expect(first).toMatchObject({ items: [{ id: 'c' }, { id: 'b' }], total: 3 })
    attention.point({ what: 'trace', id: 'd' })
    const second = read(attention, 'pointed', { limit: '2', cursor: first.next ?? '' })
    expect(second).toMatchObject({ items: [{ id: 'a' }], next: null })
  })

  test('is sorted by its time', () => {
    expect(idsBy('time')).toEqual(['a', 'b', 'c'])
    expect(idsBy('-time')).toEqual(['c', 'b', 'a'])
  })

  test.each([
    [{ query: 'agent:' }, 'query-value-missing', 'Position 1'],
    [{ query: 'time:yesterday' }, 'query-time-wrong', 'Position'],
    [{ limit: 'many' }, 'limit', '"many" is no limit'],
    [{ limit: '-1' }, 'limit', '"-1" is no limit'],
    [{ sort: 'tool' }, 'sort', 'can be sorted by "tool"'],
    [{ cursor: 'made up' }, 'cursor', 'none of ours'],
  ])('is not answered wrongly to %o', (parameters: Parameters, code, message) => {
    const reply = fill().read('agents', parameters)
    expect(reply).toMatchObject({ ok: false, status: 400, failure: { code } })
    expect(reply.ok ? '' : reply.failure.message).toContain(message)
  })
})

test('who waits for something to be pointed at is answered when it is', async () => {
  const pulse = createPulse()
  const attention = createAttention(() => time, pulse.beat)
  const asked = {
    ask: (parameters: Parameters) => Promise.resolve(attention.read('pointed', parameters)),
    revision: () => attention.revision('pointed'),
  }
  const { signal } = new AbortController()
  const answer = askUntil(asked, pulse, { wait: '30000', query: 'what:trace' }, signal)
  attention.point({ what: 'issue', id: 'not asked for' })
  setImmediate(() => attention.point({ what: 'trace', id: 'asked for' }))
  const reply = await answer
  expect(reply.ok && (JSON.parse(reply.json) as Page).items).toMatchObject([{ id: 'asked for' }])
})
