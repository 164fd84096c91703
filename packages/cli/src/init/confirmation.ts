import { createInterface } from 'node:readline/promises'
import type { Terminal } from '../terminal/terminal.ts'

export interface ConsentFlags {
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** Whether something may be done: `unasked` where nobody is there to be asked. */
export type Consent = 'given' | 'refused' | 'unasked'

export async function askConsent(
  question: string,
  { dryRun, yes }: ConsentFlags,
  { isInteractive }: Terminal,
): Promise<Consent> {
  if (dryRun === true) return 'unasked'
  if (yes === true) return 'given'
  if (!isInteractive || !process.stdin.isTTY) return 'unasked'
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-C and Ctrl-D are answers, and the answer is no.
  const ended = new Promise<string>((resolve) => prompt.once('close', () => resolve('no')))
  const answer = await Promise.race([prompt.question(`${question} [Y/n] `), ended])
  prompt.close()
  return /^(?:y|yes)?$/i.test(answer.trim()) ? 'given' : 'refused'
}
