import { Option } from 'commander'
import type { Command } from 'commander'

/** How records are told: for eyes, for programs, for greps, for chats. */
export type PrintFormat = 'human' | 'json' | 'logfmt' | 'md'

const printFormats: readonly PrintFormat[] = ['human', 'json', 'logfmt', 'md']

export interface FormatFlags {
  readonly format?: PrintFormat
  readonly json?: boolean
}

export function toFormat({ format, json }: FormatFlags): PrintFormat {
  return json === true ? 'json' : (format ?? 'human')
}

export function addFormatOptions(command: Command): Command {
  const words = 'human, json (an object a line), logfmt or md (default: human)'
  return command
    .addOption(new Option('-f, --format <format>', words).choices(printFormats))
    .option('--json', 'the same as --format json')
}
