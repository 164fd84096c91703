import type { Channels, Told } from './channels.ts'
import type { HeardAttributes } from './heard.ts'
import type { SpanMaker } from './span-maker.ts'

interface Operation {
  readonly name: string
  readonly attributes: HeardAttributes
}

/**
 * The drivers that publish, and how each tells what it was asked for. `pg` and `mongodb` publish
 * nothing.
 */
const drivers: readonly (readonly [string, (told: Told) => Operation])[] = [
  ['mysql2:query', (told) => readQuery(told, 'mysql')],
  ['mysql2:execute', (told) => readQuery(told, 'mysql')],
  ['ioredis:command', readCommand],
  ['node-redis:command', readCommand],
  ['db0.query', (told) => readQuery(told, undefined)],
]

/** A span for each query, under the request that asked for it. */
export function captureQueries(channels: Channels, spanMaker: SpanMaker): void {
  for (const [channel, read] of drivers) {
    channels.trace(channel, (told) => {
      const { name, attributes } = read(told)
      return spanMaker.start({
        op: 'db',
        name,
        attributes: {
          'sentry.kind': 'client',
          'sentry.origin': 'auto.db.footlight',
          'server.address': readText(told['serverAddress']),
          'server.port': typeof told['serverPort'] === 'number' ? told['serverPort'] : undefined,
          ...attributes,
        },
      })
    })
  }
}

function readQuery(told: Told, system: string | undefined): Operation {
  const query = readText(told['query']) ?? readText(told['sql']) ?? ''
  const attributes = {
    'db.system.name': system,
    'db.query.text': query,
    'db.namespace': readText(told['database']),
  }
  return { name: query, attributes }
}

/** The drivers mask values themselves; one of them repeats the command as its first argument. */
function readCommand({ command, args, database }: Told): Operation {
  const operation = readText(command)?.toUpperCase() ?? ''
  const words = Array.isArray(args) ? args.map(String) : []
  const rest = words[0]?.toUpperCase() === operation ? words.slice(1) : words
  const name = [operation, ...rest].join(' ')
  const attributes = {
    'db.system.name': 'redis',
    'db.query.text': name,
    'db.operation.name': operation,
    'db.namespace': typeof database === 'number' ? String(database) : undefined,
  }
  return { name, attributes }
}

/** A statement may be megabytes of values. */
const TEXT_LIMIT = 8 * 1024

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, TEXT_LIMIT) : undefined
}
