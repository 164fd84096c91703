import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** Runs code in a process of its own, which knows what the file exports as `exported`. */
export function startApart(file: URL, code: string): ChildProcessByStdio<null, Readable, null> {
  const program = `const exported = await import(${JSON.stringify(file.href)})\n${code}`
  const args = ['--import', '@oxc-node/core/register', '--input-type=module', '-e', program]
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Answers what it prints. */
export async function runApart(file: URL, code: string): Promise<string> {
  const child = startApart(file, code)
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return output
}
