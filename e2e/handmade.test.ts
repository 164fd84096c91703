import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyScope, readArrival } from 'protocol'
import { expect, test } from 'vitest'
import { inflate } from './corpus/read-capture.ts'

/** What no recorded SDK sends any more, or only rare ones do, by file. */
const handmade: Readonly<Record<string, readonly string[]>> = {
  'android-profile': ['profile', 'profile'],
  'browser-reports': ['report', 'report', 'report', 'report', 'report', 'report', 'report'],
  'java-feedback': ['feedback'],
  'javascript-7': ['transaction', 'span', 'span', 'feedback', 'metric', 'session'],
  'javascript-9': ['log', 'log', 'client_report'],
  'mobile-replay': ['replay', 'replay_recording', 'replay_video'],
  'native-crash': [
    'event',
    'attachment',
    'minidump',
    'minidump',
    'attachment',
    'attachment',
    'unreal',
  ],
  'own-facts': ['run', 'edit', 'page_load', 'build_error', 'output', 'ledger', 'finding'],
  'relay-buckets': ['metric', 'raw', 'raw', 'span'],
  'trace-attachments': ['attachment', 'attachment'],
}

const folder = 'e2e/fixtures/handmade'

test.each(Object.entries(handmade))('%s is read as what it is', (name, kinds) => {
  const { records, problems } = readArrival({
    format: 'envelope',
    body: readFileSync(join(folder, `${name}.envelope`)),
    contentType: undefined,
    scope: emptyScope,
    parameters: {},
    receivedAt: Date.UTC(2026, 10, 20),
    inflate,
  })
  expect(problems).toEqual([])
  expect(records.map(({ kind }) => kind)).toEqual(kinds)
})

test('every file made by hand is in the table', () => {
  const files = readdirSync(folder).map((file) => file.replace('.envelope', ''))
  expect(files.toSorted()).toEqual(Object.keys(handmade).toSorted())
})
