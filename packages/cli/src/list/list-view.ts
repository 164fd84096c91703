import type { List } from 'protocol'
import { toInlineCode } from 'protocol'
import type { PrintFormat } from '../print/format.ts'
import { toJsonLine } from '../print/json-line.ts'
import { toLogfmtLine } from '../print/logfmt.ts'
import { toTableLines } from '../terminal/table.ts'
import type { TableColumn } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** How the items of a list are told. */
export interface ListView<T> {
  /** What one is called, and several. */
  readonly names: readonly [string, string]
  readonly columns: (terminal: Terminal, now: number) => readonly TableColumn<T>[]
  /** For `key=value`. */
  readonly fields: (item: T) => Readonly<Record<string, unknown>>
}

/** Prints a page of a list; what is said about it goes where it is in nobody's way. */
export function printList<T>(
  { items, total, isTotalExact }: List<T>,
  view: ListView<T>,
  format: PrintFormat,
  terminal: Terminal,
): void {
  const { print, complain, isInteractive, styles } = terminal
  for (const line of toListLines(items, view, format, terminal)) print(line)
  const [one, several] = view.names
  if (items.length === 0) complain(`No ${several}.`)
  else if (isInteractive && total > items.length) {
    const count = isTotalExact ? String(total) : `at least ${total}`
    complain(
      styles.dim(`${items.length} of ${count} ${total === 1 ? one : several}; --limit shows more.`),
    )
  }
}

function toListLines<T>(
  items: readonly T[],
  view: ListView<T>,
  format: PrintFormat,
  terminal: Terminal,
): readonly string[] {
  switch (format) {
    case 'json':
      return items.map(toJsonLine)
    case 'logfmt':
      return items.map((item) => toLogfmtLine(view.fields(item)))
    case 'md':
      return toMarkdownTable(items, view.columns(terminal, Date.now()))
    case 'human':
      return items.length === 0
        ? []
        : toTableLines(items, view.columns(terminal, Date.now()), terminal)
  }
}

function toMarkdownTable<T>(
  items: readonly T[],
  columns: readonly TableColumn<T>[],
): readonly string[] {
  if (items.length === 0) return []
  return [
    toMarkdownRow(columns.map(({ title }) => title)),
    toMarkdownRow(columns.map(({ isRight }) => (isRight === true ? '--:' : '---'))),
    ...items.map((item) =>
      // In a table a bar ends the cell even within code.
      toMarkdownRow(columns.map(({ text }) => toInlineCode(text(item)).replaceAll('|', '\\|'))),
    ),
  ]
}

function toMarkdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
