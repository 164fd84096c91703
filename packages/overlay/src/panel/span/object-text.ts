import { toIndent } from './indent.ts'

/** Texts of either kind, white space, and every other sign by itself or with its like. */
const PIECES =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\s+|(?<=["']):|[{}[\](),]|[^\s"'{}[\](),]+|["']/g

/** Objects this short are read faster in one line. */
const LINE = 60

/**
 * Objects as a shell writes them, over several lines: `db.cart.find({ _id: ObjectId("1") })` is no
 * JSON. Nothing but white space is changed.
 */
export function toObjectText(text: string): string {
  if (text.length <= LINE) return text
  const brackets: string[] = []
  const lines: string[] = []
  let line = ''
  let depth = 0
  const end = (): void => {
    lines.push(line.trimEnd())
    line = toIndent(depth)
  }
  const open = (bracket: string): void => {
    brackets.push(bracket)
    line += bracket
    if (bracket === '(') return
    depth += 1
    end()
  }
  const close = (bracket: string): void => {
    const opened = brackets.pop()
    if (opened !== undefined && opened !== '(') {
      depth -= 1
      const before = lines.at(-1)
      const isEmpty = line.trim() === '' && before?.endsWith(opened) === true
      if (isEmpty) line = lines.pop() ?? ''
      else if (line.trim() === '') line = toIndent(depth)
      else end()
    }
    line += bracket
  }

  for (const [piece] of text.matchAll(PIECES)) {
    if (piece.trim() === '') line += line === '' || line.endsWith(' ') ? '' : ' '
    else if (piece === '{' || piece === '[' || piece === '(') open(piece)
    else if (piece === '}' || piece === ']' || piece === ')') close(piece)
    else {
      // As JSON has it, which is sent without any white space.
      line += piece === ':' ? ': ' : piece
      if (piece === ',' && isInObject(brackets)) end()
    }
  }
  lines.push(line.trimEnd())
  return lines.join('\n')
}

function isInObject(brackets: readonly string[]): boolean {
  const inner = brackets.at(-1)
  return inner === '{' || inner === '['
}
