import { execFile } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { LogItem, QuotaAnswer } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { install } from './guard/installed.ts'
import { openTrap } from './guard/trap.ts'
import type { Trap } from './guard/trap.ts'
import { makeFolder, openFootlight, readAll, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

const majors = ['7', '8', '9', '10', '11']
const entry = pathToFileURL('packages/cli/dist/node.js').href

interface Ran {
  readonly isFlushed: boolean
  readonly problems: readonly string[]
}

let sdks: string
let data: string
let footlight: Footlight

beforeAll(async () => {
  const aliases = majors.map((major) => [`sentry-${major}`, `npm:@sentry/node@${major}`])
  sdks = await install('sentry-node', Object.fromEntries(aliases) as Record<string, string>)
  copyFileSync('e2e/guard/app/server.mjs', join(sdks, 'server.mjs'))
  data = makeFolder()
  footlight = await openFootlight({ data })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

async function run(major: string, trap: Trap, own: Trap, policy: string): Promise<Ran> {
  const { stdout } = await promisify(execFile)(process.execPath, ['server.mjs'], {
    cwd: sdks,
    env: {
      ...process.env,
      NODE_OPTIONS: `--import=${entry}`,
      FOOTLIGHT_URL: footlight.url,
      FOOTLIGHT_GUARD: policy,
      FOOTLIGHT_RUN: `${major}-${policy}`,
      SDK: `sentry-${major}`,
      DSN: trap.dsn,
      OWN: own.host,
    },
  })
  return JSON.parse(stdout) as Ran
}

async function readTitles(name: string): Promise<readonly string[]> {
  await settle(footlight)
  const events = await readAll<{ title: string }>(footlight, 'events', `run:${name}`)
  return events.map(({ title }) => title).toSorted()
}

describe.each(majors)('@sentry/node %s', (major) => {
  test.each([
    ['keep', false, true],
    ['mirror', true, true],
    ['off', true, false],
  ])('%s', async (policy, hasProduction, hasSidecar) => {
    const trap = await openTrap()
    const own = await openTrap()
    const { isFlushed, problems } = await run(major, trap, own, policy)
    expect({ isFlushed, problems }).toEqual({ isFlushed: true, problems: [] })
    expect(trap.received.some((body) => body.includes('boom in the server'))).toBe(hasProduction)
    if (!hasProduction) expect(trap.received).toEqual([])
    expect(own.received).toEqual(['POST /api/42/orders/?sentry_key=no\norder'])
    const titles = await readTitles(`${major}-${policy}`)
    expect(titles.some((title) => title.includes('boom in the server'))).toBe(hasSidecar)
    expect(titles.some((title) => title.includes('a word from the server'))).toBe(hasSidecar)
    const spans = await readAll(footlight, 'spans', `run:${major}-${policy} "a piece of work"`)
    expect(spans).toHaveLength(hasSidecar ? 1 : 0)
    const { hosts } = await footlight.read<QuotaAnswer>('quota')
    const host = hosts.find((line) => line.host === trap.host)
    expect(host).toMatchObject({ policy })
    expect((host?.sentBytes ?? 0) > 0).toBe(hasProduction)
    await trap.close()
    await own.close()
  })
})

test('a child with a Node that is older than any we promise runs as it would without us', async () => {
  const older = `import diagnostics from 'node:diagnostics_channel'
delete process.getBuiltinModule
delete diagnostics.Channel.prototype.bindStore`
  const parameters = [`--import=data:text/javascript,${encodeURIComponent(older)}`]
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...parameters, `--import=${entry}`, '--eval', 'console.log("it runs")'],
    { env: { ...process.env, FOOTLIGHT_URL: footlight.url } },
  )
  expect(stdout).toBe('it runs\n')
})

test('what the SDKs logged is there', async () => {
  await settle(footlight)
  const logs = await readAll<LogItem>(footlight, 'logs', '"a line of the server"')
  const runs = new Set(logs.map(({ run: name }) => name))
  expect(runs).toEqual(
    new Set(['9', '10', '11'].flatMap((major) => [`${major}-keep`, `${major}-mirror`])),
  )
})

const children = [
  'main',
  'fork',
  'spawn',
  'exec',
  'file',
  'worker',
  'bare worker',
  'inheriting worker',
  'cluster',
]

test.each([
  ['by the environment', []],
  ['by the command line', [`--import=${entry}`]],
])('what is started %s starts others, and none of them sends anything', async (way, options) => {
  const trap = await openTrap()
  await promisify(execFile)(process.execPath, [...options, 'e2e/guard/app/children.mjs'], {
    env: {
      ...process.env,
      NODE_OPTIONS: options.length === 0 ? `--import=${entry}` : '',
      FOOTLIGHT_URL: footlight.url,
      FOOTLIGHT_GUARD: 'keep',
      FOOTLIGHT_RUN: way,
      DSN: trap.dsn,
    },
  })
  expect(await readTitles(`"${way}"`)).toEqual(
    children.flatMap((name) => [`${name} by fetch`, `${name} by http`]).toSorted(),
  )
  expect(trap.received).toEqual([])
  await trap.close()
})

test('what an SDK sends from a thread of its own, which inherits nothing, is kept', async () => {
  const trap = await openTrap()
  copyFileSync('e2e/guard/app/blocked.mjs', join(sdks, 'blocked.mjs'))
  await promisify(execFile)(process.execPath, [`--import=${entry}`, 'blocked.mjs'], {
    cwd: sdks,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      FOOTLIGHT_URL: footlight.url,
      FOOTLIGHT_RUN: 'blocked',
      SDK: 'sentry-11',
      DSN: trap.dsn,
    },
  })
  expect((await readTitles('blocked')).join('\n')).toContain('Not Responding')
  expect(trap.received).toEqual([])
  await trap.close()
})
