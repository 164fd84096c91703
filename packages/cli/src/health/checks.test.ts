import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkGuardWords } from './guard-check.ts'
import type { HealthCheck } from './health-check.ts'
import { checkNode } from './node-check.ts'
import { checkProject } from './project-check.ts'
import { checkSettings } from './settings-check.ts'
import { checkVersions, listInstalled } from './version-check.ts'

function toStates(checks: readonly HealthCheck[]): readonly string[] {
  return checks.map(({ link, state }) => `${link} ${state}`)
}

test.each([
  ['v20.18.3', 'bad'],
  ['v20.19.0', 'good'],
  ['v18.20.0', 'bad'],
  ['v24.1.0', 'good'],
])('Node %s is %s', (version, state) => {
  expect(checkNode(version).state).toBe(state)
})

const copy = (version: string, folder: string) => ({ version, folder })

describe('versions', () => {
  test.each([
    ['one for all', '1.2.0', [copy('1.2.0', '/a')], '1.2.0', ['versions good']],
    ['nothing is installed, nothing runs', '1.2.0', [], undefined, ['versions good']],
    ['the command is another', '1.3.0', [copy('1.2.0', '/a')], undefined, ['versions warning']],
    ['the sidecar is another', '1.2.0', [copy('1.2.0', '/a')], '1.1.0', ['versions warning']],
    [
      'two in one project',
      '1.2.0',
      [copy('1.2.0', '/a'), copy('1.1.0', '/a/packages/b')],
      undefined,
      ['versions warning'],
    ],
  ])('%s', (_sentence, command, installed, version, expected) => {
    const running = version === undefined ? undefined : { version, pid: 7 }
    expect(toStates(checkVersions({ command, running, installed }))).toEqual(expected)
  })

  test('of two the newer is the one to install', () => {
    const installed = [copy('1.9.0', '/a'), copy('1.10.0', '/b')]
    const [check] = checkVersions({ command: '1.9.0', running: undefined, installed })
    expect(check?.fix).toContain('footlight@1.10.0')
  })

  test('a copy in a workspace is found', () => {
    const root = mkdtempSync(join(tmpdir(), 'footlight-versions-'))
    for (const [folder, version] of [
      ['', '1.0.0'],
      ['packages/web', '2.0.0'],
    ] as const) {
      const home = join(root, folder, 'node_modules/footlight')
      mkdirSync(home, { recursive: true })
      writeFileSync(join(home, 'package.json'), JSON.stringify({ version }))
    }
    expect(listInstalled(root).map(({ version }) => version)).toEqual(['1.0.0', '2.0.0'])
    rmSync(root, { recursive: true })
  })
})

test.each([
  [{}, []],
  [{ FOOTLIGHT: 'off' }, ['guard warning']],
  [{ FOOTLIGHT_GUARD: 'mirror' }, ['guard good']],
  [{ FOOTLIGHT_GUARD: 'keep, 4507=off' }, ['guard good']],
  [{ FOOTLIGHT_GUARD: 'keep,4507=of' }, ['guard warning']],
])('the words of the guard: %o', (environment, expected) => {
  expect(toStates(checkGuardWords(environment))).toEqual(expected)
})

test('what keeps an SDK silent is told with its place, and each with what mends it', () => {
  const checks = checkSettings(
    [
      { place: 'src/main.ts:3', dsn: 'none', silencers: ['tracesSampleRate: 0'] },
      { place: 'server.js:9', dsn: { unset: 'MY_DSN' }, silencers: ['enabled: false'] },
      { place: 'worker.js:1', dsn: 'given', silencers: [] },
    ],
    { SENTRY_TRACES_SAMPLE_RATE: '0' },
  )
  expect(toStates(checks)).toEqual([
    'sdk warning',
    'sampling warning',
    'sdk warning',
    'sdk warning',
    'sampling warning',
  ])
  const [first, , third] = checks
  expect(first?.text).toContain('src/main.ts:3 starts an SDK without a DSN')
  expect(third?.fix).toContain('MY_DSN=http://')
  for (const { fix } of checks) expect(fix).toMatch(/\S/)
})

test.each([
  [undefined, []],
  ['8.1.0', []],
  ['4.5.0', ['vite warning']],
  ['9.0.0', ['vite warning']],
])('Vite %s', (version, expected) => {
  const facts = {
    vite: undefined,
    sdks: [],
    productionDsns: [],
    dependencies: {},
  }
  expect(toStates(checkProject(facts, version))).toEqual(expected)
})
