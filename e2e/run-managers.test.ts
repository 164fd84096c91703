import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { EventItem, LogItem } from 'protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { install } from './guard/installed.ts'
import {
  builtProgram,
  makeFolder,
  openFootlight,
  readAll,
  removeFolder,
  settle,
} from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

/** npm comes with Node. Newer ones of pnpm do not run on the oldest Node that we promise. */
const dependencies = { bun: '^1.3.0', pnpm: '^10.0.0', yarn: '^1.22.0' }

let commands: string
let data: string
let footlight: Footlight

beforeAll(async () => {
  commands = join(await install('package-managers', dependencies), 'node_modules/.bin')
  data = makeFolder()
  footlight = await openFootlight({ data })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

const dev = `
console.log('run by', process.env.npm_config_user_agent)
console.error(new Error('told by ' + process.env.FOOTLIGHT_SERVICE))
process.exitCode = 3
`

test.each([
  ['npm', 'package-lock.json', '{ "lockfileVersion": 3, "packages": {} }'],
  ['pnpm', 'pnpm-lock.yaml', "lockfileVersion: '9.0'\n"],
  ['yarn', 'yarn.lock', '# yarn lockfile v1\n'],
  ['bun', 'bun.lock', '{ "lockfileVersion": 1, "workspaces": { "": {} }, "packages": {} }'],
])('the dev script is run by %s, whose lock is there, and watched', async (manager, lock, text) => {
  const folder = join(data, manager)
  mkdirSync(folder)
  const manifest = { name: `shop-${manager}`, private: true, scripts: { dev: 'node dev.cjs' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, lock), text)
  writeFileSync(join(folder, 'dev.cjs'), dev)

  const PATH = `${commands}${delimiter}${process.env['PATH']}`
  // The tests are run by one of them, and the others leave what it says of itself.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [builtProgram, 'run', '--root', data, '--data', data],
    { cwd: folder, encoding: 'utf8', env: { ...Object.fromEntries(inherited), PATH } },
  )
  expect(stdout, stderr).toMatch(new RegExp(`^run by ${manager}/\\d`, 'm'))
  // As each of them ends where a script does.
  expect(status).toBe(3)

  await settle(footlight)
  const service = `service:shop-${manager}`
  const logs = await readAll<LogItem>(footlight, 'logs', service)
  expect(logs.map(({ body }) => body)).toContainEqual(expect.stringContaining('run by'))
  const events = await readAll<EventItem>(footlight, 'events', service)
  expect(events.map(({ title, sdk }) => [title, sdk?.name])).toEqual([
    [`Error: told by shop-${manager}`, 'footlight.node'],
  ])
})
