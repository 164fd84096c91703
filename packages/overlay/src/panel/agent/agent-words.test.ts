import { describe, expect, test } from 'vitest'
import type { AgentAction } from 'protocol'
import { toAgentWords, toPresent, toShownPlace } from './agent-words.ts'

const action: AgentAction = {
  id: '1',
  time: 1000,
  agent: 'Claude Code',
  tool: 'get_issue',
  about: '3f2a91bc',
  show: undefined,
}

describe('what an agent does, in words', () => {
  test.each([
    [{}, 'Claude Code read issue 3f2a91bc'],
    [{ tool: 'get_overview', about: undefined }, 'Claude Code looked around'],
    [{ tool: 'brand_new', about: 'x' }, 'Claude Code brand_new x'],
    [{ tool: 'constructor', about: undefined }, 'Claude Code constructor'],
    [
      { tool: 'show_to_user', about: 'here', show: { what: 'trace', id: '4bf92f3577b34da6' } },
      'Claude Code shows you trace 4bf92f35',
    ],
  ] as const)('%j', (more, words) => {
    expect(toAgentWords({ ...action, ...more })).toBe(words)
  })

  test('it is here while it is at work, and gone five minutes after', () => {
    expect(toPresent([action], 2000)).toBe(action)
    expect(toPresent([action], 1000 + 5 * 60_000)).toBeUndefined()
    expect(toPresent([], 0)).toBeUndefined()
  })
})

describe('what it shows has a place', () => {
  test.each([
    ['issue', { view: 'issues', id: 'ab', parameters: {} }],
    ['trace', { view: 'traces', id: 'ab', parameters: {} }],
    ['event', { view: 'issues', id: undefined, parameters: { query: 'id:ab' } }],
    ['span', { view: 'traces', id: undefined, parameters: { query: 'span_id:ab' } }],
    ['log', { view: 'logs', id: undefined, parameters: {} }],
  ] as const)('%s', (what, place) => {
    expect(toShownPlace({ what, id: 'ab' })).toEqual(place)
  })
})
