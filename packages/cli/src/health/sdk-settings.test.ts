import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSdkStarts } from './sdk-settings.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'footlight-settings-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, text: string): void {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const all = "import * as Sentry from '@sentry/browser'\n"

test.each([
  ['a DSN that is written there', `${all}Sentry.init({ dsn: 'https://a@b.c/1' })`, 'given'],
  ['none', `${all}Sentry.init({ environment: 'dev' })`, 'none'],
  ['no options at all', `${all}Sentry.init()`, 'none'],
  [
    'one of a variable',
    `${all}Sentry.init({ dsn: import.meta.env.VITE_DSN })`,
    { unset: 'VITE_DSN' },
  ],
  ['one of a variable that is set', `${all}Sentry.init({ dsn: process.env.KNOWN_DSN })`, 'given'],
  ['one by its short name', `${all}const dsn = find()\nSentry.init({ dsn, debug: true })`, 'given'],
  ['options from elsewhere', `${all}Sentry.init({ ...options })`, 'given'],
  ['options by name', `${all}Sentry.init(options)`, 'given'],
  [
    'a function by its own name',
    "import { init } from '@sentry/node'\ninit({ debug: true })",
    'none',
  ],
  [
    'brackets inside the options',
    `${all}Sentry.init({ beforeSend: (event) => (event), dsn: 'https://a@b.c/1' })`,
    'given',
  ],
])('the DSN: %s', (_sentence, text, expected) => {
  write('src/main.ts', text)
  const [start] = findSdkStarts(root, { KNOWN_DSN: 'https://a@b.c/1' })
  expect(start?.dsn).toEqual(expected)
})

test('a server without one takes it from the environment', () => {
  write('app.py', 'import sentry_sdk\n\nsentry_sdk.init(traces_sample_rate=1.0)\n')
  expect(findSdkStarts(root, {})).toEqual([{ place: 'app.py:3', dsn: 'none', silencers: [] }])
  expect(findSdkStarts(root, { SENTRY_DSN: 'x' })[0]?.dsn).toBe('given')
})

test.each([
  ['tracesSampleRate: 0', ['tracesSampleRate: 0']],
  ['tracesSampleRate: 0.0', ['tracesSampleRate: 0.0']],
  ['tracesSampleRate: 0.25', []],
  ['sampleRate: 0, tracesSampleRate: 1', ['sampleRate: 0']],
  ['replaysSessionSampleRate: 0', []],
  ['enabled: false', ['enabled: false']],
  ['enabled: import.meta.env.PROD', []],
])('what keeps it silent: %s', (options, expected) => {
  write('src/main.ts', `${all}\nSentry.init({ dsn: 'x', ${options} })`)
  expect(findSdkStarts(root, {})).toEqual([
    { place: 'src/main.ts:3', dsn: 'given', silencers: expected },
  ])
})

test('what others wrote, and what only has the name, is no start', () => {
  write('node_modules/some/index.js', `${all}Sentry.init({})`)
  write('dist/app.js', `${all}Sentry.init({})`)
  write('src/other.ts', 'export function init() {}\ninit()')
  expect(findSdkStarts(root, {})).toEqual([])
})
