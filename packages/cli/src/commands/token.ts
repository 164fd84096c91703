import { mkdirSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { rotateToken, toTokenPath } from 'sidecar'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { findProject } from '../reach/project-folder.ts'
import type { ProjectFlags } from '../reach/project-folder.ts'
import { runProgram } from '../reach/run-command.ts'
import { findRunningSidecar } from '../reach/running-sidecar.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface TokenFlags extends ProjectFlags {
  readonly rotate?: boolean
}

export function addTokenCommand(program: Command, terminal: Terminal): void {
  program
    .command('token')
    .description('print what readers have to know; it is made once and kept')
    .option('--rotate', 'make another: links with the old one are dead from the next start on')
    .option('--root <folder>', 'the project')
    .option('--data <folder>', 'where everything is kept')
    .action((flags: TokenFlags) =>
      runProgram(terminal, async () => {
        const { data, root } = findProject(flags)
        if (flags.rotate !== true) {
          terminal.print(readToken(data, root))
          return exitCodes.done
        }
        const isRunning = (await findRunningSidecar(data)) !== undefined
        mkdirSync(data, { recursive: true, mode: 0o700 })
        terminal.print(rotateToken(data))
        if (isRunning) terminal.complain('The sidecar takes it from its next start on.')
        return exitCodes.done
      }),
    )
}

function readToken(data: string, root: string): string {
  try {
    return readFileSync(toTokenPath(data), 'utf8').trim()
  } catch {
    throw new CommandFailure(
      exitCodes.unmet,
      `Nothing is kept for ${root} yet, so there is no token.`,
      'Start with `footlight`.',
    )
  }
}
