import { expect, test } from 'vitest'
import { toAddressLines } from './terminal.ts'

const local = ['http://localhost:5173/sub/']
const network = ['http://192.168.1.7:5173/sub/']

test.each([
  [
    'a server of this machine alone',
    { urls: { local, network: [] } },
    undefined,
    [
      "  ➜  Footlight: http://localhost:5173/sub/__footlight/  (Ctrl+Shift+' opens it in the page, ?footlight=off hides it)",
    ],
  ],
  [
    'another key',
    { urls: { local, network: [] }, openKey: 'F9' },
    undefined,
    [
      '  ➜  Footlight: http://localhost:5173/sub/__footlight/  (F9 opens it in the page, ?footlight=off hides it)',
    ],
  ],
  [
    'other devices, which need the token',
    { urls: { local: [], network } },
    'secret',
    ['  ➜  Footlight from other devices: http://192.168.1.7:5173/sub/__footlight/?token=secret'],
  ],
  ['no token', { urls: { local: [], network } }, undefined, []],
])('with %s', (_sentence, facts, token, lines) => {
  expect(toAddressLines({ base: '/sub/', ...facts }, token)).toEqual(lines)
})
