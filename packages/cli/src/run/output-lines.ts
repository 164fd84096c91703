import { StringDecoder } from 'node:string_decoder'

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
  let rest = ''
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
      return lines.map(toSeenLine)
    },
    end: () => {
      const last = rest + decoder.end()
      rest = ''
      return last === '' ? [] : [toSeenLine(last)]
    },
  }
}

/** Progress bars go back to the beginning and write over themselves: the last state is what stays. */
function toSeenLine(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line
  return text.slice(text.lastIndexOf('\r') + 1)
}
