import type { Frame } from '../../record/frame.ts'
import { toStackFrame } from './stack-format.ts'
import type { StackedException, StackFormat } from './stack-format.ts'

const PREFIX = /^\s*(?:\d+: )?(?:from )?/
const LINE = /:(\d+):in [`']/
const END_OF_NAME = /'(?:: |$)/
const HEADLINE = /^(.*) \(([\w:]+)\)$/

/**
 * The failing frame first, with the message behind it; a cause follows in the same form:
 *
 *     /app/cart.rb:41:in 'Cart#add': no such sku (KeyError)
 *     	from /app/shop.rb:7:in 'Shop#buy'
 */
export const rubyStack: StackFormat = {
  isFrame: (line) => readLine(line) !== undefined,
  read: readRubyStack,
}

interface Section {
  readonly type: string | undefined
  readonly value: string | undefined
  readonly frames: Frame[]
}

function readRubyStack(lines: readonly string[]): readonly StackedException[] {
  let section: Section | undefined
  const sections: Section[] = []
  for (const line of lines) {
    const read = readLine(line)
    if (read === undefined) continue
    const { frame, message } = read
    if (section === undefined || message !== '') {
      const [, value = message, type] = HEADLINE.exec(message) ?? []
      section = { type, value: value || undefined, frames: [] }
      sections.push(section)
    }
    section.frames.push(frame)
  }
  return sections
    .map(({ type, value, frames }, index) => ({
      type,
      value,
      frames: frames.toReversed(),
      link: index === 0 ? undefined : 'cause',
    }))
    .toReversed()
}

/** Found piece by piece: one pattern for all of it would try too much on a long line. */
function readLine(line: string): { readonly frame: Frame; readonly message: string } | undefined {
  const text = line.replace(PREFIX, '')
  const number = LINE.exec(text)
  if (number === null || number.index === 0) return undefined
  const rest = text.slice(number.index + number[0].length)
  const end = END_OF_NAME.exec(rest)
  if (end === null) return undefined
  const filename = text.slice(0, number.index)
  const name = rest.slice(0, end.index)
  return {
    frame: toStackFrame({ function: name, filename, line: Number(number[1]) }),
    message: rest.slice(end.index + end[0].length),
  }
}
