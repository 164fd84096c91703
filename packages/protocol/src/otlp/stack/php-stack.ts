import type { Frame } from '../../record/frame.ts'
import { readHeadline, toStackFrame } from './stack-format.ts'
import type { StackedException, StackFormat } from './stack-format.ts'

const FRAME = /^#\d+ (?:(.+?)\((\d+)\)|\[internal function\]): (.+)$/
const MAIN = /^#\d+ \{main\}$/
const THROWN = /^(.*) in (.+):(\d+)$/

/**
 * Each line tells where a function was called, not where it was when it failed; that says the line
 * before. A cause comes before what it caused:
 *
 *     RuntimeException: boom in /app/Cart.php:41
 *     Stack trace:
 *     #0 /app/index.php(7): App\Cart->add('sku')
 *     #1 {main}
 *
 *     Next App\Failure: …
 */
export const phpStack: StackFormat = {
  isFrame: (line) => FRAME.test(line),
  read: readPhpStack,
}

interface Position {
  readonly filename: string | undefined
  readonly line: number | undefined
}

interface Section {
  readonly headline: string[]
  readonly frames: Frame[]
  /** Where the next frame was. */
  position: Position
}

const nowhere: Position = { filename: undefined, line: undefined }

function readPhpStack(lines: readonly string[]): readonly StackedException[] {
  let section: Section = { headline: [], frames: [], position: nowhere }
  const sections = [section]
  for (const line of lines) {
    const [whole, filename, number, call = ''] = FRAME.exec(line) ?? []
    if (line.startsWith('Next ')) {
      section = { headline: [line.slice('Next '.length)], frames: [], position: nowhere }
      sections.push(section)
    } else if (whole !== undefined) {
      section.frames.push(toStackFrame({ ...toFunction(call), ...section.position }))
      section.position = { filename, line: filename === undefined ? undefined : Number(number) }
    } else if (MAIN.test(line)) {
      section.frames.push(toStackFrame({ function: '{main}', ...section.position }))
    } else if (line === 'Stack trace:') section.position = takePosition(section.headline)
    else if (section.frames.length === 0) section.headline.push(line)
  }
  return sections.map(({ headline, frames }, index) => ({
    ...readHeadline(headline.join('\n')),
    frames: frames.toReversed(),
    link: index === sections.length - 1 ? undefined : 'previous',
  }))
}

/** The message ends with where it was thrown. */
function takePosition(headline: string[]): Position {
  const last = headline.pop() ?? ''
  const [, message, filename, line] = /:\d+$/.test(last) ? (THROWN.exec(last) ?? []) : []
  headline.push(message ?? last)
  return filename === undefined ? nowhere : { filename, line: Number(line) }
}

/** `App\Cart->add('sku')`: arguments are of no use and may be secrets. */
function toFunction(call: string): { readonly function: string; readonly module?: string } {
  const name = call.replace(/\(.*$/, '')
  const [module, method] = name.split(/->|::/, 2)
  return module === undefined || method === undefined
    ? { function: name }
    : { function: method, module }
}
