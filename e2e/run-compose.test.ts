import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  builtProgram,
  makeFolder,
  openFootlight,
  removeFolder,
  settle,
} from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

let data: string
let app: string
let footlight: Footlight

/** In Docker's place: it knows the services, and writes down what it was told. */
const docker = `#!/bin/bash
if [[ "$*" == *" config "* ]]; then
  echo '{"services":{"api":{"environment":{"SENTRY_DSN":"http://public@production.test/42"}},"web":{}}}'
  exit
fi
printf '%s\\n' "$@" > words
cat > override
exit 5
`

beforeAll(async () => {
  data = makeFolder()
  app = join(data, 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'docker'), docker)
  chmodSync(join(app, 'docker'), 0o755)
  footlight = await openFootlight({ data })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

async function run(...words: readonly string[]): Promise<readonly string[]> {
  const parameters = [builtProgram, 'run', '--root', data, '--data', data, '--', ...words]
  const env = { ...process.env, PATH: `${app}:${process.env['PATH']}` }
  const ended = promisify(execFile)(process.execPath, parameters, { cwd: app, env })
  await expect(ended).rejects.toMatchObject({ code: 5 })
  return readFileSync(join(app, 'words'), 'utf8').trim().split('\n')
}

interface Override {
  readonly services: Readonly<
    Record<string, { environment: Record<string, string>; extra_hosts: readonly string[] }>
  >
}

test('services are told by a file more, on standard input', async () => {
  const files = ['compose.yaml', 'compose.override.yml'].map((name) => join(app, name))
  for (const file of files) writeFileSync(file, 'services: {}\n')
  const words = await run('docker', 'compose', '--profile', 'dev', 'up', '--build')
  const [first = '', second = ''] = files
  expect(words).toEqual([
    'compose',
    '--profile',
    'dev',
    '-f',
    first,
    '-f',
    second,
    '-f',
    '-',
    'up',
    '--build',
  ])
  const { services } = JSON.parse(readFileSync(join(app, 'override'), 'utf8')) as Override
  expect(Object.keys(services)).toEqual(['api', 'web'])
  expect(services['web']?.extra_hosts).toEqual(['host.docker.internal:host-gateway'])
  expect(services['web']?.environment['VITE_SENTRY_SPOTLIGHT']).toBe(`${footlight.url}/stream`)

  // As the container would send it, were it one.
  const dsn = new URL(services['api']?.environment['SENTRY_DSN'] ?? '')
  expect(dsn.hostname).toBe('host.docker.internal')
  const path = dsn.pathname.replace(/\/42$/, '/api/42/envelope/')
  const body = '{}\n{"type":"event"}\n{"message":"from a container","level":"error"}\n'
  const { status } = await fetch(footlight.url + path, { method: 'POST', body })
  expect(status).toBe(200)
  await settle(footlight)
  const { items } = await footlight.read<{ items: readonly object[] }>('events')
  expect(items).toMatchObject([{ title: 'from a container', service: 'api', project: '42' }])
})

test('files that are named stay those that are read', async () => {
  expect(await run('docker', 'compose', '-f', 'dev.yaml', 'up')).toEqual([
    'compose',
    '-f',
    'dev.yaml',
    '-f',
    '-',
    'up',
  ])
})
