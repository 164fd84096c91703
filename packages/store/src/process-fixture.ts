import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** Runs code in a process of its own, which knows what the file exports as `exported`. Answers what it prints. */
export async function runApart(file: URL, code: string): Promise<string> {
  const program = `const exported = await import(${JSON.stringify(file.href)})\n${code}`
  const args = ['--import', '@oxc-node/core/register', '--input-type=module', '-e', program]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return output
}
