import type { Frame } from '../../record/frame.ts'
import { readHeadline, toStackFrame } from './stack-format.ts'
import type { StackedException, StackFormat } from './stack-format.ts'

const FRAME = /^\s*File "([^"]+)", line (\d+)(?:, in (.+))?$/

/**
 *     Traceback (most recent call last):
 *       File "/app/cart.py", line 41, in add
 *         raise KeyError(sku)
 *     KeyError: 'sku'
 */
export const pythonStack: StackFormat = {
  isFrame: (line) => FRAME.test(withoutGroup(line)),
  read: readPythonStack,
}

/** What stands between two tracebacks, and the name of the attribute that links them. */
const LINKS: readonly (readonly [string, string])[] = [
  ['The above exception was the direct cause of the following exception:', '__cause__'],
  ['During handling of the above exception, another exception occurred:', '__context__'],
]

interface Traceback {
  readonly headline: string[]
  readonly frames: Frame[]
  link: string | undefined
}

function readPythonStack(lines: readonly string[]): readonly StackedException[] {
  let traceback: Traceback = { headline: [], frames: [], link: undefined }
  const tracebacks = [traceback]
  for (const printed of lines) {
    // The members of a group; the group itself has been read.
    if (/^\s*\+-\+-/.test(printed)) break
    const line = withoutGroup(printed)
    const link = LINKS.find(([sentence]) => line.trim() === sentence)?.[1]
    if (link !== undefined) {
      traceback.link = link
      traceback = { headline: [], frames: [], link: undefined }
      tracebacks.push(traceback)
    } else if (!line.includes('Traceback (most recent call last):')) readLine(line, traceback)
  }
  return tracebacks.map(({ headline, frames, link }) => ({
    ...readHeadline(headline.join('\n')),
    frames,
    link,
  }))
}

function readLine(line: string, { headline, frames }: Traceback): void {
  const [, filename, number, name] = FRAME.exec(line) ?? []
  if (filename !== undefined) {
    frames.push(toStackFrame({ function: name, filename, line: Number(number) }))
  } else if (headline.length > 0 || /^\S/.test(line)) headline.push(line)
  else addSource(line, frames)
}

/** The line of code below its frame; what comes below that only points into it. */
function addSource(line: string, frames: Frame[]): void {
  const frame = frames.at(-1)
  if (frame === undefined || frame.context !== undefined || /^[\s~^]*$/.test(line)) return
  frames[frames.length - 1] = { ...frame, context: { before: [], line: line.trim(), after: [] } }
}

/** Tracebacks of exception groups stand behind a bar. */
function withoutGroup(line: string): string {
  return line.replace(/^\s*[|+] /, '')
}
