import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LogItem, QuotaAnswer } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrap } from './guard/trap.ts'
import { makeFolder, openFootlight, readAll, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

const program = fileURLToPath(new URL('../packages/cli/dist/footlight.js', import.meta.url))

let data: string
let folder: string
let footlight: Footlight

beforeAll(async () => {
  data = makeFolder()
  folder = join(data, 'app')
  mkdirSync(folder)
  footlight = await openFootlight({ data })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

interface Ended {
  readonly output: string
  readonly errors: string
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

interface Running {
  readonly child: ChildProcess
  readonly untilPrinted: (text: string) => Promise<void>
  readonly ended: Promise<Ended>
}

function open(
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Running {
  // A session of its own has no terminal, wherever the tests are run.
  const child = spawn(command, parameters, {
    cwd: folder,
    detached: true,
    env: { ...process.env, ...environment },
  })
  let output = ''
  let errors = ''
  const untilPrinted = async (text: string): Promise<void> => {
    while (!output.includes(text)) await once(child.stdout, 'data')
  }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk))
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({
    output,
    errors,
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }))
  return { child, untilPrinted, ended }
}

function toParameters(service: string, ...command: readonly string[]): readonly string[] {
  const flags = ['--root', data, '--data', data, '--service', service]
  return [program, 'run', ...flags, '--', ...command]
}

function openRun(service: string, script: string, environment?: Readonly<Record<string, string>>) {
  return open(process.execPath, toParameters(service, 'bash', '-c', script), environment)
}

async function run(service: string, script: string, input = ''): Promise<Ended> {
  const { child, ended } = openRun(service, script)
  child.stdin?.end(input)
  return ended
}

async function readLines(service: string): Promise<readonly LogItem[]> {
  await settle(footlight)
  return (await readAll<LogItem>(footlight, 'logs', `service:${service}`)).toReversed()
}

describe('a command is what it is without us', () => {
  test.each<[string, string, string, Partial<Ended>]>([
    ['its exit code', 'exit 3', '', { code: 3, signal: null }],
    ['its death by a signal', 'kill -TERM $$', '', { code: null, signal: 'SIGTERM' }],
    ['its death by a signal that Node ignores', 'kill -PIPE $$', '', { signal: 'SIGPIPE' }],
    [
      'its input',
      'read -r name; echo "hello $name"',
      'world\n',
      { output: 'hello world\n', code: 0 },
    ],
    [
      'streams that scripts open by name',
      'echo one > /dev/stdout',
      '',
      { output: 'one\n', code: 0 },
    ],
    ['bytes that are no text', String.raw`printf '\xff\x00\r\x1b[31m'`, '', { code: 0 }],
    ['a command that is not there', 'exec nosuchcommand', '', { code: 127 }],
  ])('%s', async (_sentence, script, input, expected) => {
    expect(await run('plain', script, input)).toMatchObject(expected)
  })

  test('a prompt without a line feed is seen before it is answered', async () => {
    const { child, untilPrinted, ended } = openRun(
      'prompt',
      'printf "Password: "; read -rs x; echo "[$x]"',
    )
    await untilPrinted('Password: ')
    child.stdin?.end('secret\n')
    expect(await ended).toMatchObject({ output: 'Password: [secret]\n', code: 0 })
  })

  test('a program that is not there is said to be missing', async () => {
    const { ended } = open(process.execPath, toParameters('missing', 'nosuchcommand'))
    expect(await ended).toMatchObject({
      code: 127,
      errors: expect.stringContaining('not found') as string,
    })
  })

  test('a reader that goes away ends it as a pipe does', async () => {
    const words = [process.execPath, ...toParameters('yes', 'bash', '-c', 'yes; echo $? >&2')]
    const line = `${words.map((word) => `'${word}'`).join(' ')} | head -n 1`
    const { output, errors } = await open('bash', ['-c', line]).ended
    expect(output).toBe('y\n')
    expect(errors.trim().split('\n').at(-1)).toBe('141')
  })

  test('both streams in one place keep their order', async () => {
    const script = 'for i in {1..200}; do echo "o$i"; echo "e$i" >&2; done'
    const words = [process.execPath, ...toParameters('order', 'bash', '-c', script)]
    const line = `${words.map((word) => `'${word}'`).join(' ')} 2>&1`
    const { output } = await open('bash', ['-c', line]).ended
    const printed = output.split('\n').filter((text) => /^[oe]\d+$/.test(text))
    expect(printed).toEqual(
      Array.from({ length: 200 }, (_, at) => [`o${at + 1}`, `e${at + 1}`]).flat(),
    )
  })
})

describe('signals', () => {
  const counting = 'trap "echo caught" INT; echo ready; while read -r x; do :; done; exit 7'

  test('one that only we are sent is passed on once', async () => {
    const { child, untilPrinted, ended } = openRun('signal', counting)
    await untilPrinted('ready')
    child.kill('SIGINT')
    await untilPrinted('caught')
    child.stdin?.end()
    expect(await ended).toMatchObject({ output: 'ready\ncaught\n', code: 7 })
  })

  test('a command that ignores it goes on', async () => {
    const { child, untilPrinted, ended } = openRun(
      'deaf',
      `trap "" INT; ${counting.replace(/^trap.*?; /, '')}`,
    )
    await untilPrinted('ready')
    child.kill('SIGINT')
    child.stdin?.end()
    expect(await ended).toMatchObject({ output: 'ready\n', code: 7 })
  })
})

describe('what is printed', () => {
  test('lines are logs with their level, fields, trace, colours and stream', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
    const pino = JSON.stringify({ level: 50, msg: 'boom', trace_id: traceId, order: { id: 7 } })
    await run('printer', String.raw`echo '${pino}'; printf '\e[33mWARN\e[0m slow\n'; echo oh >&2`)
    const lines = await readLines('printer')
    const byBody = new Map(lines.map((line) => [line.body, line]))
    expect(byBody.get(pino)).toMatchObject({
      level: 'error',
      traceId,
      attributes: { 'order.id': 7 },
    })
    expect(byBody.get('\u001B[33mWARN\u001B[0m slow')).toMatchObject({ level: 'warn' })
    expect(byBody.get('oh')).toMatchObject({ attributes: { 'output.stream': 'stderr' } })
  })

  test('a hundred thousand lines come through, to the reader and to the sidecar', async () => {
    const { output, code } = await run('many', 'for i in {1..100000}; do echo "line $i"; done')
    expect(code).toBe(0)
    expect(output).toBe(Array.from({ length: 100_000 }, (_, at) => `line ${at + 1}\n`).join(''))
    await settle(footlight)
    const { total } = await footlight.read<{ total: number }>('logs', {
      query: 'service:many',
      limit: '1',
    })
    expect(total).toBe(100_000)
  })
})

test('a run is told of with its end', async () => {
  await run('told', 'exit 9')
  await settle(footlight)
  const { items } = await footlight.read<{ items: readonly Readonly<Record<string, unknown>>[] }>(
    'runs',
  )
  expect(items).toContainEqual(
    expect.objectContaining({ command: 'bash -c exit 9', directory: folder, exitCode: 9 }),
  )
})

test('the dev script is run where no command is named', async () => {
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'scripted', scripts: { dev: 'echo from the script' } }),
  )
  const { output, code } = await open(process.execPath, [
    program,
    'run',
    '--root',
    data,
    '--data',
    data,
  ]).ended
  expect(output).toContain('from the script')
  expect(code).toBe(0)
  expect((await readLines('scripted')).map(({ body }) => body)).toContain('from the script')
})

/** As a pattern: what comes before the project says whose it was. */
function toLocalDsn(): string {
  return String.raw`http://public@${new URL(footlight.url).host}/as/[\w-]+/42`
}

test('a server whose DSN is production’s sends nothing there', async () => {
  const trap = await openTrap()
  writeFileSync(
    join(folder, 'server.mjs'),
    `const { protocol, host, username, pathname } = new URL(process.env.APP_DSN)
     const address = \`\${protocol}//\${host}/api\${pathname}/envelope/?sentry_key=\${username}\`
     const event = JSON.stringify({ message: 'kept here', level: 'error' })
     const body = '{}\\n{"type":"event"}\\n' + event + '\\n'
     const { status } = await fetch(address, { method: 'POST', body })
     console.log(status, process.env.SENTRY_DSN)`,
  )
  const parameters = toParameters('kept', process.execPath, 'server.mjs')
  const { ended } = open(process.execPath, parameters, { APP_DSN: trap.dsn, SENTRY_DSN: trap.dsn })
  const { output } = await ended
  expect(output).toMatch(new RegExp(`^200 ${toLocalDsn()}\n$`))
  expect(trap.received).toEqual([])
  await settle(footlight)
  const events = await readAll<{ title: string }>(footlight, 'events', 'service:kept')
  expect(events.map(({ title }) => title)).toEqual(['kept here'])
  await trap.close()
})

test('what another language sends to the DSN it is told counts as kept from production', async () => {
  const trap = await openTrap()
  const script = `
import json, os, urllib.parse, urllib.request
dsn = urllib.parse.urlsplit(os.environ['SENTRY_DSN'])
prefix, project = dsn.path.rsplit('/', 1)
event = json.dumps({ 'message': 'from a snake', 'level': 'error', 'platform': 'python' })
request = urllib.request.Request(
    f'{dsn.scheme}://{dsn.hostname}:{dsn.port}{prefix}/api/{project}/envelope/',
    ('{}\\n{"type":"event"}\\n' + event).encode(),
    { 'X-Sentry-Auth': f'Sentry sentry_key={dsn.username}, sentry_version=7' },
)
print(urllib.request.urlopen(request).status)`
  const parameters = toParameters('snake', 'python3', '-c', script)
  const { ended } = open(process.execPath, parameters, { SENTRY_DSN: trap.dsn })
  expect((await ended).output).toBe('200\n')
  expect(trap.received).toEqual([])
  await settle(footlight)
  const events = await readAll<{ title: string }>(footlight, 'events', 'service:snake')
  expect(events.map(({ title }) => title)).toEqual(['from a snake'])
  const { hosts, total } = await footlight.read<QuotaAnswer>('quota')
  expect(hosts.find(({ host }) => host === trap.host)).toMatchObject({
    policy: 'keep',
    requests: 1,
    sentBytes: 0,
  })
  expect(total).toContainEqual({ service: 'snake', category: 'error', quantity: 1, bytes: 0 })
  await trap.close()
})
