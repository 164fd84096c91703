import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LogItem } from 'protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { install } from './guard/installed.ts'
import { openTrap } from './guard/trap.ts'
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
let sdk: string
let footlight: Footlight

beforeAll(async () => {
  sdk = await install('sentry-loggers', {
    '@sentry/node': '^11.12.0',
    pino: '^10.0.0',
    winston: '^3.18.0',
  })
  data = makeFolder()
  footlight = await openFootlight({ data })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

async function readLogs(name: string, dsn: string, code: string): Promise<readonly LogItem[]> {
  const file = join(sdk, `${name}.mjs`)
  writeFileSync(
    file,
    `import * as Sentry from '@sentry/node'
     Sentry.init({
       dsn: '${dsn}',
       enableLogs: true,
       integrations: [Sentry.consoleLoggingIntegration(), Sentry.pinoIntegration()],
     })
     ${code}
     await Sentry.flush(10_000)
     process.exit(0)`,
  )
  const flags = ['--root', data, '--data', data, '--service', name]
  const parameters = [builtProgram, 'run', ...flags, '--', process.execPath, file]
  await promisify(execFile)(process.execPath, parameters, { cwd: sdk })
  await settle(footlight)
  return (await readAll<LogItem>(footlight, 'logs', `service:${name}`)).toReversed()
}

/** Who told of each: the SDK, or the stream it was printed on. */
function toTold({ body, attributes }: LogItem): string {
  return `${String(attributes['output.stream'] ?? attributes['sentry.origin'])}: ${body}`
}

test.each<[string, string, readonly string[]]>([
  [
    'console',
    `console.log('the shelf is empty')
     console.warn('order', { id: 7, items: ['lamp'] })
     process.stdout.write('written by hand\\n')
     console.log('twice'); console.log('twice')`,
    [
      'auto.log.console: the shelf is empty',
      'auto.log.console: order {"id":7,"items":["lamp"]}',
      'auto.log.console: twice',
      'auto.log.console: twice',
      'stdout: written by hand',
    ],
  ],
  [
    'pino',
    `const { default: pino } = await import('pino')
     pino().info({ order: 7 }, 'paid by card')`,
    ['auto.log.pino: paid by card'],
  ],
  [
    'winston',
    `const { default: winston } = await import('winston')
     const Transport = (await import('winston-transport')).default
     const transports = [
       new winston.transports.Console({ format: winston.format.simple() }),
       new (Sentry.createSentryWinstonTransport(Transport))(),
     ]
     winston.createLogger({ transports }).info('sent by post')`,
    ['auto.log.winston: sent by post'],
  ],
])('what %s prints and the SDK sends is there once', async (name, code, expected) => {
  const trap = await openTrap()
  const logs = await readLogs(name, trap.dsn, code)
  expect(logs.map(toTold).toSorted()).toEqual(expected.toSorted())
  expect(trap.received).toEqual([])
  await trap.close()
})
