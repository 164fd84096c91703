import { describe, expect, test } from 'vitest'
import { readClientName, readSessionId, toSessionId } from './agent-session.ts'

describe('the name of an agent', () => {
  test.each(['Claude Code', 'エージェント', 'a/b "c"'])('%s goes there and back', (name) => {
    const id = toSessionId(name)
    expect(id).toMatch(/^[\x21-\x7e]+$/)
    expect(readSessionId(id)).toBe(name)
  })

  test.each([undefined, '', 'agent-', 'f81d4fae-7dec-11d0', 'agent-***'])('%s is nobody', (id) => {
    expect(readSessionId(id)).toBeUndefined()
  })

  test.each([
    [{ method: 'initialize', params: { clientInfo: { name: 'a', title: 'A' } } }, 'A'],
    [{ method: 'initialize', params: { clientInfo: { name: 'a' } } }, 'a'],
    [{ method: 'tools/list' }, undefined],
    [{ method: 'initialize', params: null }, undefined],
    [[], undefined],
    [null, undefined],
  ])('of %j', (message, name) => {
    expect(readClientName(message)).toBe(name)
  })
})
