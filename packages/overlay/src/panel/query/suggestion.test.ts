import { describe, expect, test } from 'vitest'
import { applySuggestion, toSuggestions } from './suggestion.ts'
import type { SuggestionSources } from './suggestion.ts'

const sources: SuggestionSources = {
  vocabulary: {
    list: 'issues',
    source: 'events',
    states: ['new', 'muted'],
    fields: [
      { key: 'level', words: 'how bad', values: ['error', 'warning'] },
      { key: 'service', words: 'who' },
    ],
  },
  attributes: [
    {
      key: 'user.id',
      type: 'string',
      kinds: ['event'],
      count: 10,
      values: [
        { value: '42', count: 6 },
        { value: 'a b', count: 4 },
      ],
    },
    { key: 'odd key', type: 'string', kinds: ['event'], count: 1, values: [] },
  ],
  recent: ['is:new'],
  saved: ['level:fatal'],
}

/** `|` is the cursor. */
function suggest(marked: string): readonly string[] {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  return toSuggestions(text, cursor, sources).map((suggestion) => {
    const after = applySuggestion(text, suggestion)
    return `${after.text.slice(0, after.cursor)}|${after.text.slice(after.cursor)}`
  })
}

describe('completion', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['a key gets its colon', 'lev|', ['level:|']],
    ['a key keeps the colon it has', 'lev|:error', ['level|:error']],
    ['behind has: there is none', 'has:us|', ['has:user.id|']],
    ['attributes come from the store', 'a:1 us|', ['a:1 user.id:|']],
    ['keys with blanks are quoted', 'od|', ['"odd key":|']],
    ['values of a field are known', 'level:w|', ['level:warning |']],
    ['values of an attribute were seen', 'user.id:4|', ['user.id:42 |']],
    ['values with blanks are quoted', 'user.id:a|', ['user.id:"a b" |']],
    ['a value may begin right behind the colon', 'user.id:|', ['user.id:42 |', 'user.id:"a b" |']],
    ['states', 'is:m|', ['is:muted |']],
    ['what is excluded is completed, too', '!lev|', ['!level:|']],
    ['words that begin no key have none', 'zzz|', []],
  ])('%s', (_sentence, marked, expected) => {
    expect(suggest(marked)).toEqual(expected)
  })

  test('an empty query offers what was saved and asked before, then fields', () => {
    expect(suggest('|')).toEqual([
      'level:fatal|',
      'is:new|',
      'level:|',
      'service:|',
      'is:|',
      'user.id:|',
      '"odd key":|',
    ])
  })
})
