import { spawn } from 'node:child_process'
import type { Command } from 'commander'
import { exitCodes } from '../exit-code.ts'
import { findProject } from '../reach/project-folder.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runProgram } from '../reach/run-command.ts'
import { findRunningSidecar } from '../reach/running-sidecar.ts'
import { startSidecarProcess } from '../reach/sidecar-process.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface OpenFlags extends ReachFlags {
  readonly print?: boolean
}

export function addOpenCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('open')
    .argument('[place]', 'issues/3f2a91bc, traces/4bf92f3577b3, logs')
    .description('open the panel in the browser')
    .option('--print', 'print its address instead')
  addReachOptions(command).action((place: string | undefined, flags: OpenFlags) =>
    runProgram(terminal, async () => {
      const project = findProject(flags)
      const { url, token } =
        (await findRunningSidecar(project.data)) ?? (await startSidecarProcess(project))
      const path = (place ?? '').split('/').map(encodeURIComponent).join('/')
      const address = `${url}/__footlight/${path}?token=${token}`
      if (flags.print === true || !terminal.isInteractive) terminal.print(address)
      else launch(address)
      return exitCodes.done
    }),
  )
}

/** With whatever opens addresses on this system. */
function launch(address: string): void {
  const [command, ...parameters] = toLauncher(process.platform)
  const child = spawn(command, [...parameters, address], { stdio: 'ignore', detached: true })
  // Without a desktop there is nothing to open it with: the address is what can still be used.
  child.once('error', () => process.stdout.write(`${address}\n`))
  child.unref()
}

function toLauncher(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open']
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open']
}
