import { describe, expect, test } from 'vitest'
import { isPlaceNamed, readPlace, toAddressOf, toPanelBase } from './place.ts'
import type { Place } from './place.ts'

const place: Place = { view: 'issues', id: undefined, parameters: {} }

describe('where the panel lies', () => {
  test.each([
    ['alone', '/__footlight/issues/4f', '/__footlight/'],
    ['under the base of a dev server', '/sub/__footlight/', '/sub/__footlight/'],
    ['as a file of its own', '/index.html', '/'],
  ])('%s', (_sentence, path, base) => {
    expect(toPanelBase(path)).toBe(base)
  })
})

describe('places', () => {
  test.each<readonly [string, string, string, Place]>([
    ['the bare panel is its first view', '/__footlight/', '', { ...place, view: 'pages' }],
    ['an unknown view is the first', '/__footlight/other/3', '', { ...place, view: 'pages' }],
    ['a list', '/a/__footlight/logs', '', { ...place, view: 'logs' }],
    ['one of a list', '/__footlight/issues/4f2a', '', { ...place, id: '4f2a' }],
    ['an id may hold anything', '/__footlight/issues/a%2Fb', '', { ...place, id: 'a/b' }],
    [
      'an id that no one could have encoded is itself',
      '/__footlight/issues/%E0',
      '',
      { ...place, id: '%E0' },
    ],
    [
      'parameters stay',
      '/__footlight/issues',
      '?query=level%3Aerror&service=web',
      { ...place, parameters: { query: 'level:error', service: 'web' } },
    ],
  ])('%s', (_sentence, path, search, expected) => {
    expect(readPlace(path, search)).toEqual(expected)
  })

  test.each([
    ['/__footlight/', false],
    ['/sub/__footlight/other/3', false],
    ['/sub/__footlight/issues', true],
    ['/__footlight/pages/7', true],
  ])('%s names a view: %s', (path, expected) => {
    expect(isPlaceNamed(path)).toBe(expected)
  })

  test('an address reads as the place it was made of', () => {
    const made: Place = {
      view: 'traces',
      id: 'a/?#b',
      parameters: { query: 'a "b" & c', tab: '7' },
    }
    const [path = '', search = ''] = toAddressOf('/x/__footlight/', made).split('?')
    expect(readPlace(path, search)).toEqual(made)
  })

  test('what says nothing is not in the address', () => {
    expect(toAddressOf('/__footlight/', { ...place, parameters: { query: '' } })).toBe(
      '/__footlight/issues',
    )
  })
})
