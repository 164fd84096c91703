import type { Frame } from '../../record/frame.ts'
import { readAtLine } from './at-line.ts'
import { readHeadline } from './stack-format.ts'
import type { StackedException, StackFormat } from './stack-format.ts'

/** The outermost exception comes first, its causes behind or, in .NET, within it. */
export const atStack: StackFormat = {
  isFrame: (line) => readAtLine(line) !== undefined,
  read: readAtStack,
}

interface Section {
  readonly headline: string[]
  /** The failing frame first, as printed. */
  readonly frames: Frame[]
  readonly parent: Section | undefined
}

const CAUSE = /^\s*(?:Caused by|\[cause\]):\s*(.*)$/
const SUPPRESSED = /^\s+Suppressed: /
/** .NET, before the frames of the inner exception: ` ---> System.Exception: boom`. */
const INNER = / ---> (?:\(Inner Exception #\d+\) ?)?(?=[A-Za-z_][\w.+`]*(?:: |$))/
const END_OF_INNER = /^\s*--- End of inner exception stack trace ---/

function readAtStack(lines: readonly string[]): readonly StackedException[] {
  let section: Section = { headline: [], frames: [], parent: undefined }
  const sections = [section]
  let isSuppressed = false
  const open = (headline: string): void => {
    section = { headline: [headline], frames: [], parent: section }
    sections.push(section)
  }
  for (const line of lines) {
    const cause = CAUSE.exec(line)?.[1]
    // Java prints suppressed exceptions indented; they are neither causes nor this stack.
    if (SUPPRESSED.test(line)) isSuppressed = true
    else if (isSuppressed && /^\S/.test(line)) isSuppressed = false
    if (isSuppressed) continue

    const frame = readAtLine(line.replace(/<---$/, ''))
    if (frame !== undefined) section.frames.push(frame)
    else if (cause !== undefined) open(cause)
    else if (END_OF_INNER.test(line)) section = section.parent ?? section
    else if (INNER.test(line)) {
      const [own = '', ...inner] = line.split(INNER)
      if (own !== '') section.headline.push(own)
      for (const headline of inner) open(headline)
    } else if (section.frames.length === 0) section.headline.push(line)
  }
  return sections.map(toStacked).toReversed()
}

function toStacked({ headline, frames, parent }: Section): StackedException {
  return {
    ...readHeadline(headline.join('\n')),
    frames: frames.toReversed(),
    link: parent === undefined ? undefined : 'cause',
  }
}
