import { toFirstChangedLine } from 'protocol'
import type { Hunk } from 'protocol'

/** A save by its file's name and the first line it touched: `cart.ts:41`. */
export function toPlaceText(edit: {
  readonly file: string
  readonly line?: number | undefined
  readonly hunks?: readonly Hunk[]
}): string {
  const name = edit.file.split('/').at(-1) ?? edit.file
  const line = edit.line ?? toFirstChangedLine(edit.hunks ?? [])
  return line === undefined ? name : `${name}:${line}`
}
