import { toVisibleLines, toVisibleText } from 'protocol'
import type { Breadcrumb, EventItem, Exception, Frame, IssueDetail } from 'protocol'
import { toStatusStyle } from '../list/issue-list.ts'
import { toPairs } from '../list/pairs.ts'
import { toCutText, toDisplayWidth } from '../terminal/display-width.ts'
import { toLevelStyle } from '../terminal/styles.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toShortAge, toWallClock } from '../terminal/time-text.ts'

/** Frames, breadcrumbs and causes beyond these are in the panel, and in `--json`. */
const FRAME_LIMIT = 12
const BREADCRUMB_LIMIT = 10
const CAUSE_LIMIT = 5
const MESSAGE_LIMIT = 2000
const TYPE_LIMIT = 200

const NAME_WIDTH = 12

/** An issue for the eye: what broke, where, what led there. */
export function toIssueReport(
  issue: IssueDetail,
  event: EventItem | undefined,
  terminal: Terminal,
  now: number,
): readonly string[] {
  const { styles } = terminal
  const { id, status, level, count, firstSeen, lastSeen, services, firstEdit } = issue
  const facts: readonly Fact[] = [
    { text: id.slice(0, 8), style: styles.accent },
    { text: status, style: toStatusStyle(styles, status) },
    { text: level, style: toLevelStyle(styles, level) },
    { text: `${count}x` },
    { text: `last ${toShortAge(now - lastSeen)} ago` },
    { text: `first ${toShortAge(now - firstSeen)} ago` },
    { text: toVisibleText(services.join(', ')) },
  ]
  return [
    ...toFactLines(
      facts.filter(({ text }) => text !== ''),
      terminal,
    ),
    ...(firstEdit === undefined
      ? []
      : [
          fit(
            `first seen ${toShortAge(firstSeen - firstEdit.time)} after the save of ${toVisibleText(toPlace(firstEdit.file, firstEdit.line))}`,
            terminal,
          ),
        ]),
    '',
    ...(event === undefined
      ? [styles.strong(toMessage(issue.title))]
      : toEventReport(event, terminal)),
  ]
}

interface Fact {
  readonly text: string
  readonly style?: (text: string) => string
}

const BETWEEN = ' · '

/** Facts side by side, on as many lines as the terminal needs for them. */
function toFactLines(facts: readonly Fact[], terminal: Terminal): readonly string[] {
  const lines: string[] = []
  let room = 0
  for (const { text, style } of facts) {
    const shown = fit(text, terminal)
    const styled = style === undefined ? shown : style(shown)
    const taken = toDisplayWidth(shown)
    const last = lines.at(-1)
    if (last === undefined || taken + BETWEEN.length > room) {
      lines.push(styled)
      room = terminal.width - taken
    } else {
      lines[lines.length - 1] = `${last}${terminal.styles.dim(BETWEEN)}${styled}`
      room -= taken + BETWEEN.length
    }
  }
  return lines
}

function toEventReport(event: EventItem, terminal: Terminal): readonly string[] {
  const { styles } = terminal
  const caught = event.exceptions.toReversed().slice(0, CAUSE_LIMIT)
  const { request, transaction, user, traceId, release, environment, tags } = event
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['request', request?.url && `${request.method ?? ''} ${request.url}`.trim()],
    ['transaction', transaction],
    ['user', user && [user.id, user.username, user.email].filter(Boolean).join(' ')],
    ['tags', toPairs(tags)],
    ['release', release],
    ['environment', environment],
    ['trace', traceId && `${traceId.slice(0, 12)}  (footlight trace ${traceId.slice(0, 12)})`],
    ['event', event.id],
  ]
  return [
    ...(caught.length === 0 ? [styles.strong(toMessage(event.message ?? event.title))] : []),
    ...caught.flatMap((exception, at) => toExceptionReport(exception, at === 0, terminal)),
    ...toBreadcrumbReport(event.breadcrumbs, terminal),
    '',
    ...fields.flatMap(([name, value]) =>
      value === undefined || value === ''
        ? []
        : [
            `${styles.dim(name.padEnd(NAME_WIDTH))}${fit(toVisibleText(value), terminal, NAME_WIDTH)}`,
          ],
    ),
  ]
}

function toExceptionReport(
  { type, value, mechanism, frames, stack }: Exception,
  isCaught: boolean,
  terminal: Terminal,
): readonly string[] {
  const { styles } = terminal
  const handled = mechanism?.handled === false ? styles.bad(' (unhandled)') : ''
  const head = `${isCaught ? '' : styles.dim('caused by ')}${styles.strong(toVisibleText((type ?? 'Error').slice(0, TYPE_LIMIT)))}`
  const failingFirst = frames.toReversed()
  const failing = failingFirst.find(({ inApp }) => inApp !== false) ?? failingFirst[0]
  const shown = failingFirst.slice(0, FRAME_LIMIT)
  const left = failingFirst.length - shown.length
  return [
    `${head}${value === undefined ? '' : `: ${toMessage(value)}`}${handled}`,
    ...(failing === undefined ? [] : toCodeReport(failing, terminal)),
    ...shown.map((frame) => {
      const isOwn = frame.inApp !== false
      const line = `  ${frame === failing ? '>' : ' '} ${toFrameText(frame)}`
      return isOwn ? fit(line, terminal) : styles.dim(fit(line, terminal))
    }),
    ...(left > 0 ? [styles.dim(`    ${left} more frames: --json has them`)] : []),
    ...(frames.length === 0 && stack !== undefined ? [toMessage(stack)] : []),
    '',
  ]
}

function toCodeReport(frame: Frame, terminal: Terminal): readonly string[] {
  const { styles } = terminal
  const { context, line, vars } = frame
  if (context === undefined) return []
  const before = context.before.slice(-3)
  const first = (line ?? before.length + 1) - before.length
  const lines = [...before, context.line, ...context.after.slice(0, 3)]
  const digits = String(first + lines.length).length
  return [
    ...lines.map((text, at) => {
      const isFailing = at === before.length
      const number = String(first + at).padStart(digits)
      const shown = fit(
        `  ${isFailing ? '>' : ' '} ${number} | ${toVisibleText(text.slice(0, 400).replaceAll('\t', '  '))}`,
        terminal,
      )
      return isFailing ? styles.bad(shown) : styles.dim(shown)
    }),
    ...(vars === undefined || Object.keys(vars).length === 0
      ? []
      : [`    ${styles.dim('locals')} ${fit(toPairs(vars), terminal, '    locals '.length)}`]),
  ]
}

function toBreadcrumbReport(
  breadcrumbs: readonly Breadcrumb[],
  terminal: Terminal,
): readonly string[] {
  const { styles } = terminal
  if (breadcrumbs.length === 0) return []
  const shown = breadcrumbs.slice(-BREADCRUMB_LIMIT)
  const left = breadcrumbs.length - shown.length
  return [
    styles.dim(left > 0 ? `What led there (${left} earlier ones left out):` : 'What led there:'),
    ...shown.map(({ time, category, type, message, data, level }) => {
      const clock = time === undefined ? ' '.repeat(12) : toWallClock(time)
      const what = toVisibleText(category ?? type ?? '').padEnd(12)
      const text = [
        message === undefined ? '' : toVisibleText(message.slice(0, 400)),
        toPairs(data ?? {}),
      ]
      const line = `  ${clock} ${what} ${text.filter((part) => part !== '').join(' ')}`
      return toLevelStyle(styles, level ?? 'info')(fit(line, terminal))
    }),
  ]
}

function toFrameText({ filename, absPath, module, line, column, function: name }: Frame): string {
  const place = [filename ?? absPath ?? module ?? '?', line, column].filter(
    (part) => part !== undefined,
  )
  return toVisibleText(`${name ?? '<anonymous>'}  ${place.join(':')}`)
}

function toPlace(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`
}

/** A message may have lines of its own; none of them can pass for one of ours, nor take the screen. */
function toMessage(text: string): string {
  const cut = text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT)}…` : text
  return toVisibleLines(cut).trimEnd().replaceAll('\n', '\n  │ ')
}

/** Cut to what the line has left. Styles come after: their letters take no room. */
function fit(text: string, { width }: Terminal, taken = 0): string {
  return Number.isFinite(width) ? toCutText(text, Math.max(width - taken, 0)) : text
}
