import { StringDecoder } from 'node:string_decoder'
import { createLineSight } from './seen-line.ts'

/** Cuts what a process prints into lines. What is not a line yet waits for its end. */
export interface OutputLines {
  readonly add: (chunk: Buffer) => readonly string[]
  /** What was left without a line feed. */
  readonly end: () => readonly string[]
}

/** What goes on for longer without a line feed is cut: a binary file, a bundle on one line. */
export const lineLimit: number = 64 * 1024

export function createOutputLines(): OutputLines {
  const decoder = new StringDecoder('utf8')
  const see = createLineSight()
  let rest = ''
  const toSeen = (lines: readonly string[]): readonly string[] =>
    lines.flatMap((line) => see(line) ?? [])
  const cut = (): string[] => {
    const pieces: string[] = []
    for (; rest.length > lineLimit; rest = rest.slice(lineLimit)) {
      pieces.push(rest.slice(0, lineLimit))
    }
    return pieces
  }
  return {
    add: (chunk) => {
      const [first = '', ...others] = decoder.write(chunk).split('\n')
      // Text that grows by one piece at a time is joined again and again only up to the limit.
      rest += first
      const lines = cut()
      for (const other of others) {
        lines.push(rest)
        rest = other
        lines.push(...cut())
      }
      return toSeen(lines)
    },
    end: () => {
      const last = rest + decoder.end()
      rest = ''
      return last === '' ? [] : toSeen([last])
    },
  }
}
