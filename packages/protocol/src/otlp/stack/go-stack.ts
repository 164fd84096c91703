import { toStackFrame } from './stack-format.ts'
import type { StackedException, StackFormat } from './stack-format.ts'
import type { Frame } from '../../record/frame.ts'

const FILE = /^\t(.+\.(?:go|s|c)):(\d+)(?: \+0x[\da-f]+)?$/

/**
 * Two lines a frame, the failing one first; `pkg/errors` leaves the arguments out:
 *
 *     goroutine 1 [running]:
 *     main.(*Cart).Add(0xc000012345, {0x4b1f2a, 0x3})
 *     	/app/cart.go:41 +0x1d
 */
export const goStack: StackFormat = {
  isFrame: (line) => FILE.test(line),
  read: readGoStack,
}

function readGoStack(lines: readonly string[]): readonly StackedException[] {
  const frames: Frame[] = []
  const headline: string[] = []
  let goroutines = 0
  for (const [index, line] of lines.entries()) {
    if (/^goroutine \d+ \[/.test(line)) goroutines++
    if (goroutines > 1) break
    const [, filename, number] = FILE.exec(line) ?? []
    if (filename !== undefined) {
      const call = lines[index - 1] ?? ''
      frames.push(toStackFrame({ ...toFunction(call), filename, line: Number(number) }))
    } else if (goroutines === 0 && frames.length === 0 && !FILE.test(lines[index + 1] ?? '')) {
      headline.push(line)
    }
  }
  const value =
    headline
      .join('\n')
      .replace(/^panic: /, '')
      .trim() || undefined
  return [{ type: undefined, value, frames: frames.toReversed(), link: undefined }]
}

/** `created by net/http.(*Server).Serve in goroutine 1` is `(*Server).Serve` of `net/http`. */
function toFunction(call: string): { readonly function: string; readonly module?: string } {
  const name = call.replace(/^created by /, '').replace(/ in goroutine \d+$/, '')
  const bare = name.endsWith(')') ? name.slice(0, name.lastIndexOf('(')) : name
  const dot = bare.indexOf('.', bare.lastIndexOf('/') + 1)
  return dot > 0
    ? { function: bare.slice(dot + 1), module: bare.slice(0, dot) }
    : { function: bare, module: bare }
}
