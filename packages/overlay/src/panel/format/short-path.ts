/**
 * A path without what does not tell it apart: the end says which file it is, the middle goes first.
 * `src/…/deep/cart.ts`
 */
export function toShortPath(path: string, limit = 48): string {
  const clean = toBarePath(path)
  if (clean.length <= limit) return clean
  const parts = clean.split('/')
  const head = parts[0] === '' ? `/${parts[1] ?? ''}` : (parts[0] ?? '')
  let tail = parts.at(-1) ?? ''
  for (let index = parts.length - 2; index > 1; index--) {
    const longer = `${parts[index]}/${tail}`
    if (head.length + longer.length + 3 > limit) break
    tail = longer
  }
  return parts.length > 2 ? `${head}/…/${tail}` : `…${clean.slice(-(limit - 1))}`
}

/** Without the scheme and host of a dev server, and without its cache query. */
export function toBarePath(path: string): string {
  const bare = path
    .replace(/^file:\/\/(?=\/)/, '')
    .replace(/^(?:https?|app):\/\/[^/]*\//, '')
    .replace(/^(?:webpack|webpack-internal|vite):\/+/, '')
    .replace(/\?[tv]=[^:]*$/, '')
  return bare === '' ? path : bare
}
