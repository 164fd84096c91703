import { toCutText, toDisplayWidth, toPadded } from './display-width.ts'
import type { Terminal } from './terminal.ts'

export interface TableColumn<T> {
  readonly title: string
  /** Safe to print. */
  readonly text: (item: T) => string
  readonly style?: (item: T) => (text: string) => string
  readonly isRight?: boolean
  /** Takes what room is left, and is cut where there is none. */
  readonly isFlexible?: boolean
  /** Where the terminal is narrow, columns with a higher number go first; those without stay. */
  readonly dropsAt?: number
}

const GAP = 2

/** A flexible column with less says nothing. */
const LEAST = 16

/** A table as wide as the terminal at most; in a pipe nothing is cut or left out. */
export function toTableLines<T>(
  items: readonly T[],
  columns: readonly TableColumn<T>[],
  { width, isInteractive, styles }: Terminal,
): readonly string[] {
  const cells = new Map(columns.map((column) => [column, items.map(column.text)]))
  const natural = (column: TableColumn<T>): number => {
    const widths = (cells.get(column) ?? []).map((text) => toDisplayWidth(text.slice(0, 1000)))
    return Math.max(toDisplayWidth(column.title), ...widths)
  }
  const widths = new Map(columns.map((column) => [column, natural(column)]))
  const shown = toFitting(columns, widths, width)
  const total = (chosen: readonly TableColumn<T>[]): number =>
    chosen.reduce((sum, column) => sum + (widths.get(column) ?? 0) + GAP, -GAP)
  const flexible = shown.filter(({ isFlexible }) => isFlexible === true)
  // The widest gives way until it is not: columns that are short stay whole.
  for (let over = total(shown) - width; over > 0 && Number.isFinite(over); over--) {
    const [widest] = flexible.toSorted((x, y) => (widths.get(y) ?? 0) - (widths.get(x) ?? 0))
    if (widest === undefined) break
    widths.set(widest, Math.max((widths.get(widest) ?? 0) - 1, 1))
  }
  const toLine = (toCell: (column: TableColumn<T>) => string): string =>
    shown.map(toCell).join(' '.repeat(GAP)).trimEnd()
  const fit = (column: TableColumn<T>, text: string): string => {
    const columnWidth = widths.get(column) ?? 0
    const cut = Number.isFinite(width) ? toCutText(text, columnWidth) : text
    const isLast = column === shown.at(-1)
    return isLast && column.isRight !== true ? cut : toPadded(cut, columnWidth, column.isRight)
  }
  const head = isInteractive ? [styles.dim(toLine((column) => fit(column, column.title)))] : []
  return [
    ...head,
    ...items.map((item, row) =>
      toLine((column) => {
        const text = fit(column, cells.get(column)?.[row] ?? '')
        return column.style === undefined ? text : column.style(item)(text)
      }),
    ),
  ]
}

/** Columns are left out until the flexible ones have their least. */
function toFitting<T>(
  columns: readonly TableColumn<T>[],
  widths: ReadonlyMap<TableColumn<T>, number>,
  width: number,
): readonly TableColumn<T>[] {
  let shown = columns
  const least = (column: TableColumn<T>): number => {
    const wide = widths.get(column) ?? 0
    return (column.isFlexible === true ? Math.min(wide, LEAST) : wide) + GAP
  }
  while (shown.reduce((sum, column) => sum + least(column), -GAP) > width) {
    const [first] = shown
      .filter(({ dropsAt }) => dropsAt !== undefined)
      .toSorted((a, b) => (b.dropsAt ?? 0) - (a.dropsAt ?? 0))
    if (first === undefined) break
    shown = shown.filter((column) => column !== first)
  }
  return shown
}
