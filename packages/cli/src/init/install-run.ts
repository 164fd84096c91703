import { spawn } from 'node:child_process'

/** What a shell takes for nothing but itself. */
const PLAIN = /^[\w@./-]+$/

/** Runs a package manager as the person would; whether it did what it was to do. */
export function runInstall(
  root: string,
  [program, ...parameters]: readonly [string, ...string[]],
): Promise<boolean> {
  // Package managers are scripts on Windows, which only a shell starts.
  const shell = process.platform === 'win32'
  if (shell && parameters.some((each) => !PLAIN.test(each))) return Promise.resolve(false)
  const child = spawn(program, parameters, { cwd: root, stdio: 'inherit', shell })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}
