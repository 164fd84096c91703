import { toInlineCode, toVisibleText } from 'protocol'
import { toPairs } from '../list/pairs.ts'
import type { TailLine } from '../list/tail-kinds.ts'
import { toCutText } from '../terminal/display-width.ts'
import { toLevelStyle } from '../terminal/styles.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toWallClock } from '../terminal/time-text.ts'
import type { PrintFormat } from './format.ts'
import { toJsonLine } from './json-line.ts'
import { toLogfmtLine } from './logfmt.ts'

export interface TailEntry {
  readonly kind: string
  readonly line: TailLine
  /** As the read API answers it. */
  readonly item: unknown
}

/** Of a text longer than this nobody sees the end in a line. */
const TEXT_LIMIT = 4000

export function toTailText(
  { kind, line, item }: TailEntry,
  format: PrintFormat,
  terminal: Terminal,
): string {
  const { time, level, service, text, attributes } = line
  switch (format) {
    case 'json':
      return toJsonLine({ kind, ...(typeof item === 'object' ? item : {}) })
    case 'logfmt':
      return toLogfmtLine({
        time: new Date(time).toISOString(),
        kind,
        level,
        service,
        msg: text,
        ...attributes,
      })
    case 'md': {
      const who = service === undefined ? '' : ` ${toInlineCode(service)}`
      return `- ${toWallClock(time)} **${toVisibleText(level)}**${who} ${toInlineCode(text, TEXT_LIMIT)}`
    }
    case 'human':
      return toHumanLine(line, terminal)
  }
}

function toHumanLine(
  { time, level, service, text, attributes }: TailLine,
  { styles, width }: Terminal,
): string {
  const clock = toWallClock(time)
  const name = toVisibleText(level).slice(0, 7).padEnd(7)
  const who = service === undefined ? '' : `${toVisibleText(service.slice(0, 30))} `
  const said = toVisibleText(text.slice(0, TEXT_LIMIT))
  const pairs = toPairs(attributes)
  const room = width - clock.length - name.length - 2
  const line = `${who}${said}${pairs === '' ? '' : `  ${pairs}`}`
  const cut = Number.isFinite(room) ? toCutText(line, Math.max(room, 10)) : line
  // Styled after the cut, so that no escape sequence is cut in two.
  const shownWho = cut.slice(0, who.length)
  const shownText = cut.slice(who.length, who.length + said.length)
  const shownRest = cut.slice(who.length + said.length)
  return `${styles.dim(clock)} ${toLevelStyle(styles, level)(name)} ${styles.accent(shownWho)}${shownText}${styles.dim(shownRest)}`
}
