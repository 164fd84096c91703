import { expect, test } from 'vitest'
import { readFirstLine } from './sidecar-process.ts'

test.each([
  [
    'where it listens',
    '{"name":"footlight","url":"http://127.0.0.1:8969","token":"secret","pid":1}',
    { ok: true, facts: { url: 'http://127.0.0.1:8969', token: 'secret' } },
  ],
  [
    'why it does not',
    '{"name":"footlight","failure":"Process 7 has the folder."}',
    { ok: false, reason: 'Process 7 has the folder.' },
  ],
  ['what is no JSON', 'Segmentation fault', { ok: false, reason: 'it said: Segmentation fault' }],
  ['JSON that says nothing', '[]', { ok: false, reason: 'it named no address' }],
  ['JSON that is no object', 'null', { ok: false, reason: 'it said nothing of use' }],
])('the first line of the sidecar says %s', (_sentence, line, start) => {
  expect(readFirstLine(line)).toEqual(start)
})
