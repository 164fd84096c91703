import type { Frame } from '../../record/frame.ts'
import { toStackFrame } from './stack-format.ts'
import type { StackFormat } from './stack-format.ts'

/** Firefox and Safari: `add@http://localhost:5173/src/cart.ts:41:7`, the failing frame first, no message. */
export const geckoStack: StackFormat = {
  isFrame: (line) => readFrame(line) !== undefined,
  read: (lines) => {
    const frames = lines.map(readFrame).filter((frame) => frame !== undefined)
    return [{ type: undefined, value: undefined, frames: frames.toReversed(), link: undefined }]
  },
}

const LOCATION = /^(.+):(\d+):(\d+)$/
/** Code from `eval` tells first where the call of it stands. */
const EVAL = /^(.+) line (\d+) > (?:eval|Function).*$/

function readFrame(line: string): Frame | undefined {
  const text = line.trim()
  const at = text.indexOf('@')
  if (at < 0) return undefined
  const place = text.slice(at + 1)
  const name = text.slice(0, at).replace(/^async\*/, '') || undefined
  if (place === '[native code]') return toStackFrame({ function: name, filename: place })
  const [, evalFile, evalLine] = EVAL.exec(place) ?? []
  if (evalFile !== undefined) {
    return toStackFrame({ function: name, filename: evalFile, line: Number(evalLine) })
  }
  const [, filename, number, column] = LOCATION.exec(place) ?? []
  if (filename === undefined) return undefined
  return toStackFrame({ function: name, filename, line: Number(number), column: Number(column) })
}
