import { expect, test } from 'vitest'
import { toGuardedEnvironment, toGuardedOptions, toGuardedPairs } from './child-variables.ts'

const option = '--import=file:///preload.js'
const own = { FOOTLIGHT_URL: 'http://127.0.0.1:7', FOOTLIGHT_GUARD: 'mirror', HOME: '/home' }
const variables = { own, option }
const told = { FOOTLIGHT_URL: 'http://127.0.0.1:7', FOOTLIGHT_GUARD: 'mirror' }

test.each([
  ['has none of it', { A: '1' }, { A: '1', ...told, NODE_OPTIONS: option }],
  ['inherits all', { ...told, NODE_OPTIONS: option }, { ...told, NODE_OPTIONS: option }],
  [
    'has options of its own',
    { NODE_OPTIONS: '--enable-source-maps' },
    { ...told, NODE_OPTIONS: `--enable-source-maps ${option}` },
  ],
  [
    'is told otherwise',
    { FOOTLIGHT_GUARD: 'off' },
    { ...told, FOOTLIGHT_GUARD: 'off', NODE_OPTIONS: option },
  ],
  ['is to be left alone', { FOOTLIGHT: 'off' }, { FOOTLIGHT: 'off' }],
])('a child whose environment %s', (_sentence, given, expected) => {
  expect(toGuardedEnvironment(given, variables)).toEqual(expected)
})

test('a process is handed it as a list, and all else as it was', () => {
  const options = { file: 'node', envPairs: ['A=b=c', '=C:=C:\\', 'EMPTY='] }
  expect(toGuardedPairs(options, variables)).toEqual({
    file: 'node',
    envPairs: [
      'A=b=c',
      '=C:=C:\\',
      'EMPTY=',
      'FOOTLIGHT_URL=http://127.0.0.1:7',
      'FOOTLIGHT_GUARD=mirror',
      `NODE_OPTIONS=${option}`,
    ],
  })
  expect(toGuardedPairs(undefined, variables)).toBeUndefined()
  expect(toGuardedPairs({ file: 'node' }, variables)).toEqual({ file: 'node' })
})

const quiet = { ...told, NODE_OPTIONS: option, FOOTLIGHT_CAPTURE: 'off' }
const share = Symbol('share')

test.each([
  ['that says nothing', undefined, undefined],
  ['that inherits', { name: 'w' }, { name: 'w' }],
  ['with an environment', { env: { A: '1' } }, { env: { A: '1', ...quiet } }],
  ['with options', { execArgv: ['--x'] }, { env: { ...own, ...quiet }, execArgv: ['--x', option] }],
  [
    'with the option already',
    { execArgv: [option] },
    { env: { ...own, ...quiet }, execArgv: [option] },
  ],
  ['that shares ours', { env: share, execArgv: [] }, { env: share, execArgv: [option] }],
  ['to be left alone', { env: { FOOTLIGHT: 'off' } }, { env: { FOOTLIGHT: 'off' } }],
])('a worker %s', (_sentence, options, expected) => {
  expect(toGuardedOptions(options, variables)).toEqual(expected)
})
