import { describe, expect, test } from 'vitest'
import { isSwitchedOn, readSidecarChoice } from './options.ts'

describe('the plugin is', () => {
  test.each([
    ['on without options', {}, {}, true],
    ['on under `footlight run`', {}, { FOOTLIGHT_URL: 'http://127.0.0.1:8969' }, true],
    ['off by its option', { enabled: false }, {}, false],
    ['off by the environment', {}, { FOOTLIGHT: 'off' }, false],
    ['off by the environment in other words', {}, { FOOTLIGHT: '0' }, false],
    ['on whatever else the environment says', {}, { FOOTLIGHT: 'on' }, true],
    ['off under Vitest', {}, { VITEST: 'true' }, false],
  ])('%s', (_sentence, options, environment, isOn) => {
    expect(isSwitchedOn(options, environment, false)).toBe(isOn)
  })

  test.each([
    ['off in a preview', {}, {}, false],
    [
      'on in one that `footlight run` started',
      {},
      { FOOTLIGHT_URL: 'http://127.0.0.1:8969' },
      true,
    ],
    [
      'off in one if it is off',
      {},
      { FOOTLIGHT_URL: 'http://127.0.0.1:8969', FOOTLIGHT: 'off' },
      false,
    ],
  ])('%s', (_sentence, options, environment, isOn) => {
    expect(isSwitchedOn(options, environment, true)).toBe(isOn)
  })
})

describe('the sidecar is', () => {
  const own = { type: 'start', place: {}, editor: undefined }
  test.each([
    ['one of our own', {}, {}, own],
    ['one of our own at a place', { sidecar: { port: 0 } }, {}, { ...own, place: { port: 0 } }],
    ['started with the editor', { editor: 'code' }, {}, { ...own, editor: 'code' }],
    [
      'the one at the address, its token in it',
      { sidecar: 'http://127.0.0.1:8970/?token=secret' },
      {},
      { type: 'join', url: 'http://127.0.0.1:8970', token: 'secret' },
    ],
    [
      'the one that started this process',
      {},
      { FOOTLIGHT_URL: 'http://127.0.0.1:8970', FOOTLIGHT_TOKEN: 'secret' },
      { type: 'join', url: 'http://127.0.0.1:8970', token: 'secret' },
    ],
    [
      'the one that started this process, wherever another would be started',
      { sidecar: { port: 1 } },
      { FOOTLIGHT_URL: 'http://127.0.0.1:8970' },
      { type: 'join', url: 'http://127.0.0.1:8970', token: undefined },
    ],
    [
      'a mistake where the address is none',
      { sidecar: '8970' },
      {},
      { type: 'mistake', address: '8970' },
    ],
    [
      'a mistake where nothing of ours is spoken',
      { sidecar: 'ws://127.0.0.1:8970' },
      {},
      { type: 'mistake', address: 'ws://127.0.0.1:8970' },
    ],
  ])('%s', (_sentence, options, environment, choice) => {
    expect(readSidecarChoice(options, environment)).toEqual(choice)
  })
})
