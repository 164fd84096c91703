/** A save by its file's name and the first line it touched: `cart.ts:41`. */
export function toPlaceText(edit: {
  readonly file: string
  readonly line?: number | undefined
  readonly hunks?: readonly { readonly newStart: number; readonly lines: readonly string[] }[]
}): string {
  const name = edit.file.split('/').at(-1) ?? edit.file
  const line = edit.line ?? toFirstChange(edit.hunks?.[0])
  return line === undefined ? name : `${name}:${line}`
}

/** A hunk begins with lines that did not change. */
function toFirstChange(
  hunk: { readonly newStart: number; readonly lines: readonly string[] } | undefined,
): number | undefined {
  if (hunk === undefined) return undefined
  const before = hunk.lines.findIndex((line) => !line.startsWith(' '))
  return hunk.newStart + Math.max(before, 0)
}
