import { spawn } from 'node:child_process'
import { toShellCommand } from '../run/shell-command.ts'

/** Runs a package manager as the person would; whether it did what it was to do. */
export function runInstall(
  root: string,
  command: readonly [string, ...string[]],
): Promise<boolean> {
  const options = { cwd: root, stdio: 'inherit' } as const
  const [program, ...parameters] = command
  // Package managers are scripts on Windows, which only a shell starts.
  const child =
    process.platform === 'win32'
      ? spawn(toShellCommand(command), { ...options, shell: true })
      : spawn(program, parameters, options)
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}
