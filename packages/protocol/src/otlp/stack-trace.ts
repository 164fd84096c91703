import { atStack } from './stack/at-stack.ts'
import { geckoStack } from './stack/gecko-stack.ts'
import { goStack } from './stack/go-stack.ts'
import { phpStack } from './stack/php-stack.ts'
import { pythonStack } from './stack/python-stack.ts'
import { rubyStack } from './stack/ruby-stack.ts'
import type { StackedException, StackFormat } from './stack/stack-format.ts'

const formats: readonly StackFormat[] = [
  atStack,
  pythonStack,
  goStack,
  phpStack,
  rubyStack,
  geckoStack,
]

/** Longer lines are cut: they are data in a message, and patterns should not be tried on megabytes. */
const LINE_LIMIT = 2000

/**
 * Reads a stack trace in its language's own format, which the first line that is a frame tells:
 * causes first, the outermost exception last; of frames the failing one last. Empty when no format
 * fits. Never throws.
 */
export function readStackTrace(stack: string): readonly StackedException[] {
  const lines = stack.split(/\r?\n/).map((line) => line.slice(0, LINE_LIMIT))
  for (const line of lines) {
    const format = formats.find(({ isFrame }) => isFrame(line))
    if (format !== undefined) return format.read(lines)
  }
  return []
}
