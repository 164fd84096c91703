import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { LogItem } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { install } from './guard/installed.ts'
import { typeInTerminal } from './run/typist.ts'
import type { Step, Typed } from './run/typist.ts'
import {
  builtProgram,
  makeFolder,
  openFootlight,
  readAll,
  removeFolder,
  settle,
} from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

let data: string
let footlight: Footlight

beforeAll(async () => {
  data = makeFolder()
  mkdirSync(join(data, 'without'))
  mkdirSync(join(data, 'with'))
  const installed = await install('pseudo-terminal', { '@lydell/node-pty': '^1.1.0' })
  symlinkSync(join(installed, 'node_modules'), join(data, 'with', 'node_modules'), 'junction')
  footlight = await openFootlight({ data })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

function toCommand(service: string, script: string): readonly string[] {
  const flags = ['--root', data, '--data', data, '--service', service]
  return [process.execPath, builtProgram, 'run', ...flags, '--', 'bash', '-c', script]
}

const told = /^.*footlight: .*\n/gm

async function run(place: string, script: string, steps: readonly Step[] = []): Promise<Typed> {
  const { seen, code } = await typeInTerminal(toCommand(place, script), steps, join(data, place))
  return { seen: seen.replace(told, ''), code }
}

async function readBodies(service: string): Promise<readonly string[]> {
  await settle(footlight)
  const logs = await readAll<LogItem>(footlight, 'logs', `service:${service}`)
  return logs.map(({ body }) => body).toReversed()
}

describe.each([
  ['with a terminal of its own', 'with'],
  ['with ours', 'without'],
])('%s', (_sentence, place) => {
  test.each<[string, string, readonly Step[], Typed]>([
    [
      'all three streams are a terminal',
      '[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all; exit 3',
      [],
      { seen: 'all\n', code: 3 },
    ],
    ['a signal ends it, and us', 'kill -TERM $$', [], { seen: '', code: -15 }],
    ['a program that is not there', 'exec 2>/dev/null nosuchcommand', [], { seen: '', code: 127 }],
    [
      'a password is asked for, and not shown',
      'read -rsp "Password: " word; echo "[${#word}]"',
      [['Password: ', 'secret\n']],
      { seen: 'Password: [6]\n', code: 0 },
    ],
    [
      'what is typed is shown',
      'read -rp "Name: " name; echo "hello $name"',
      [['Name: ', 'you\n']],
      { seen: 'Name: you\nhello you\n', code: 0 },
    ],
    [
      'Control-C reaches it once',
      'trap "echo caught; exit 5" INT; echo ready; while :; do read -r x; done',
      [['ready', '\u0003']],
      { seen: 'ready\n^Ccaught\n', code: 5 },
    ],
    [
      'Control-C ends what does not listen to it, and us',
      'echo ready; exec cat',
      [['ready', '\u0003']],
      { seen: 'ready\n^C', code: -2 },
    ],
    [
      'Control-D ends its input',
      'echo ready; cat; echo over',
      [['ready', '\u0004']],
      { seen: 'ready\nover\n', code: 0 },
    ],
    [
      'the window changes its size',
      'trap "stty size; exit" WINCH; echo ready; while :; do read -rt 1 x; done',
      [['ready', [40, 100]]],
      { seen: 'ready\n40 100\n', code: 0 },
    ],
  ])('%s', async (_case, script, steps, expected) => {
    expect(await run(place, script, steps)).toEqual(expected)
  })

  test('the terminal is set as it was, for the command and after it', async () => {
    const words = toCommand(place, 'stty -a').map((word) => `'${word}'`)
    const script = `stty erase ^H -ixon rows 40 columns 100; stty -a; ${words.join(' ')}; stty -a`
    const { seen } = await typeInTerminal(['bash', '-c', script], [], join(data, place))
    const settings = seen.replace(told, '').trim()
    const once = settings.slice(0, settings.length / 3).trim()
    expect(once).toContain('erase = ^H')
    expect(settings).toBe([once, once, once].join('\n'))
  })

  test('Control-Z puts it aside, and it goes on where it was', async () => {
    const words = toCommand(place, 'printf %s%s Na me:; read -r name; echo "hello $name"')
    const line = words.map((word) => `'${word}'`).join(' ')
    const { seen } = await typeInTerminal(
      ['env', 'PS1=> ', 'bash', '--norc', '--noediting', '-i'],
      [
        ['> ', `${line}\n`],
        ['Name:', '\u001A'],
        ['Stopped', 'fg\n'],
        [`\n'${process.execPath}'`, 'you\n'],
        // What is typed earlier is the command's, that has a terminal of its own.
        ['hello you\r\n> ', 'exit\n'],
      ],
      join(data, place),
    )
    expect(seen).toContain('hello you')
  })
})

test('what is printed in a terminal of its own is kept as logs', async () => {
  const line = String.raw`printf '\e[31mERROR\e[0m no shelf\n\e[2J\e[Hready\n50%%\r100%%\n'`
  const { seen } = await run('with', line)
  expect(seen).toBe('\u001B[31mERROR\u001B[0m no shelf\n\u001B[2J\u001B[Hready\n50%\r100%\n')
  const bodies = await readBodies('with')
  expect(bodies.slice(-3)).toEqual(['\u001B[31mERROR\u001B[0m no shelf', 'ready', '100%'])
  expect(bodies.join('\n')).not.toContain('secret')
})

test('a hundred thousand lines come through, to the person and to the sidecar', async () => {
  const script = 'for i in {1..100000}; do echo "line $i"; done'
  const before = await countLogs()
  const { seen } = await run('with', script)
  expect(seen).toBe(Array.from({ length: 100_000 }, (_, at) => `line ${at + 1}\n`).join(''))
  await settle(footlight)
  expect((await countLogs()) - before).toBe(100_000)
})

async function countLogs(): Promise<number> {
  return (await footlight.read<{ counts: { logs: number } }>('health')).counts.logs
}
