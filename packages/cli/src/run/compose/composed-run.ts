import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Environment } from '../child-environment.ts'
import type { ComposeCommand } from './compose-command.ts'
import { toComposeOverride } from './compose-override.ts'
import type { ComposeOverrideOptions, ComposeService } from './compose-override.ts'

/** In the order in which Compose looks for them, each with what it adds to it. */
const usual: readonly (readonly [string, ...string[]])[] = [
  ['compose.yaml', 'compose.override.yaml', 'compose.override.yml'],
  ['compose.yml', 'compose.override.yaml', 'compose.override.yml'],
  ['docker-compose.yml', 'docker-compose.override.yml', 'docker-compose.override.yaml'],
  ['docker-compose.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'],
]

/** The text is the shell's name: Compose reads it as a file of its own, and no file is written. */
const STARTER = 'exec "$@" <<FOOTLIGHT\n$0\nFOOTLIGHT'

/**
 * The same call with one file more, on its standard input. `undefined` where Compose cannot say what
 * its services are: it will say why itself.
 */
export function toComposedCommand(
  { before, after, hasFiles }: ComposeCommand,
  options: Omit<ComposeOverrideOptions, 'services'>,
  directory: string,
  environment: Environment,
): readonly [string, ...string[]] | undefined {
  const services = readServices(before)
  const files = hasFiles ? [] : findFiles(directory, environment)
  if (services === undefined || (!hasFiles && files.length === 0)) return undefined
  const override = toComposeOverride({ ...options, services })
  const named = [...files, '-'].flatMap((file) => ['-f', file])
  return ['sh', '-c', STARTER, override, ...before, ...named, ...after]
}

function readServices([program, ...words]: ComposeCommand['before']):
  | readonly ComposeService[]
  | undefined {
  let value: unknown
  try {
    const parameters = [...words, 'config', '--format', 'json']
    const stdio = ['ignore', 'pipe', 'ignore'] as const
    value = JSON.parse(execFileSync(program, parameters, { stdio: [...stdio] }).toString())
  } catch {
    return undefined
  }
  const services = isFields(value) ? value['services'] : undefined
  if (!isFields(services)) return undefined
  return Object.entries(services).map(([name, service]) => ({
    name,
    environment: readEnvironment(isFields(service) ? service['environment'] : undefined),
  }))
}

function readEnvironment(value: unknown): Environment {
  if (!isFields(value)) return {}
  const entries = Object.entries(value).filter(([, said]) => said !== null)
  return Object.fromEntries(entries.map(([name, said]) => [name, String(said)]))
}

/** Naming one file means naming all: these are the ones that Compose would have found. */
function findFiles(directory: string, environment: Environment): readonly string[] {
  const named = environment['COMPOSE_FILE']
  if (named !== undefined && named !== '') {
    return named.split(environment['COMPOSE_PATH_SEPARATOR'] ?? ':')
  }
  for (let folder = directory; ; folder = dirname(folder)) {
    for (const [first, ...others] of usual) {
      const file = join(folder, first)
      if (!existsSync(file)) continue
      const more = others.map((other) => join(folder, other)).find((other) => existsSync(other))
      return more === undefined ? [file] : [file, more]
    }
    if (dirname(folder) === folder) return []
  }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
