import type { Asker } from 'client'
import type { Failure, Parameters, ReadApi, ReadPath } from 'protocol'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import type { ExitCode } from '../exit-code.ts'

export type AskedParameters = Readonly<Record<string, string | number | undefined>>

/** An answer, or the end of the command with what was wrong. */
export async function readAnswer<P extends ReadPath>(
  { ask }: Pick<Asker, 'ask'>,
  path: P,
  parameters: AskedParameters = {},
): Promise<ReadApi[P]> {
  const outcome = await ask(path, toParameters(parameters))
  if (outcome.ok) return outcome.value
  throw toCommandFailure(outcome.failure, parameters['query'])
}

export async function makeChange(
  { change }: Pick<Asker, 'change'>,
  method: 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<void> {
  const outcome = await change(method, path, body)
  if (!outcome.ok) throw toCommandFailure(outcome.failure, undefined)
}

function toParameters(parameters: AskedParameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )
}

export function toCommandFailure(
  { code, message, position, fix }: Failure,
  query: string | number | undefined,
): CommandFailure {
  const place =
    position === undefined || typeof query !== 'string'
      ? ''
      : `\n  ${query}\n  ${' '.repeat(Math.min(position, query.length))}^`
  return new CommandFailure(toExitCode(code), message + place, fix)
}

function toExitCode(code: string): ExitCode {
  if (code === 'not-found') return exitCodes.unmet
  if (code === 'unreachable' || code === 'store' || code.startsWith('access-')) {
    return exitCodes.unreachable
  }
  return exitCodes.usage
}
