import { readQuery } from 'protocol'
import { describe, expect, test } from 'vitest'
import { readScope, toScopedQuery, toScopeWords } from './scope.ts'
import type { PanelScope } from './scope.ts'

describe('a scope', () => {
  test('is read from the address, where what is empty says nothing', () => {
    expect(readScope({ service: 'web', run: '', query: 'a' })).toEqual({ service: 'web' })
  })

  test.each<readonly [string, string, PanelScope, string]>([
    ['narrows every query', 'level:error', { service: 'web' }, 'service:web (level:error)'],
    ['keeps an OR together', 'a:1 OR b:2', { run: '7' }, 'run:7 (a:1 OR b:2)'],
    ['stands alone where nothing is asked', ' ', { service: 'web', run: '7' }, 'service:web run:7'],
    ['adds nothing when it is open', 'a:1', {}, 'a:1'],
    ['quotes what would be more than a value', '', { service: 'a b*' }, 'service:"a b\\*"'],
  ])('%s', (_sentence, query, scope, expected) => {
    const text = toScopedQuery(query, scope)
    expect(text).toBe(expected)
    expect(readQuery(text).ok).toBe(true)
  })

  test.each<readonly [string, PanelScope, string]>([
    ['everything', {}, 'Everything'],
    ['one by its value', { service: 'web' }, 'web'],
    ['this tab', { tab: '7f' }, 'This tab'],
    ['several by their number', { service: 'web', run: '7' }, '2 filters'],
  ])('says %s', (_sentence, scope, words) => {
    expect(toScopeWords(scope)).toBe(words)
  })
})
