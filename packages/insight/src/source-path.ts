const NAME_LIMIT = 200

/** The file's name in lower case, without query and content hash; `undefined` for a page's address. */
export function toFileName(path: string): string | undefined {
  const name = withoutQuery(path)
  const last = name.slice(lastSlash(name) + 1).slice(-NAME_LIMIT)
  // The last part of a page's address may be the id of what it shows.
  if (last === '' || (isUrl(path) && !/\.[a-z]\w{0,9}$/i.test(last))) return undefined
  return withoutHash(last).toLowerCase()
}

/** A path for people: as the project names it where that can be told, else its last three parts. */
export function toShownPath(path: string): string {
  const clean = withoutQuery(path)
  const scheme = clean.lastIndexOf('://')
  // `webpack-internal:///(rsc)/./app/page.js`: the bundler's layer says nothing about the place.
  const local = (scheme === -1 ? clean : clean.slice(scheme + 3)).replace(
    /^\/?\([\w-]*\)\/\.\//,
    '',
  )
  if (isUrl(path)) {
    const inside = local.slice(local.indexOf('/') + 1)
    return inside.startsWith('@fs/') ? lastParts(inside) : inside
  }
  if (scheme !== -1 && !clean.startsWith('file:')) return local.replace(/^\/?(?:\.\/)?/, '')
  return /^(?:[/\\]|[a-z]:[/\\])/i.test(local) ? lastParts(local) : local.replace(/^\.\//, '')
}

export function isUrl(path: string): boolean {
  return path.startsWith('http:') || path.startsWith('https:') || path.startsWith('blob:')
}

/** What an engine runs without a file: `<anonymous>`, `[native code]`, `async Promise.all (index 0)`. */
export function isNativePath(path: string): boolean {
  return path.startsWith('<') || /^(?:native|\[.{0,40}\]|index \d+)$/.test(path)
}

/** What a dev server serves out of its cache of dependencies, and what it injects itself. */
export function isDependencyPath(path: string): boolean {
  return /[\\/](?:node_modules|\.vite[\\/]deps|@vite|@react-refresh)(?:[\\/]|$)/.test(path)
}

/** `?t=` is the time of an edit, `?v=` of the dependencies, `?vue&type=` which part of a component. */
function withoutQuery(path: string): string {
  const query = path.indexOf('?')
  return query === -1 ? path : path.slice(0, query)
}

/** `index-hbOHuHsz.js`, `chunk-I2CMIVME.js`, `main.a1b2c3d4.chunk.js`: of another name with each build. */
function withoutHash(name: string): string {
  return name.replace(
    /[-.]([\w-]{8}|[0-9a-f]{8,64})(?=\.[a-z]{1,10}(?:\.[a-z]{1,10})?$)/gi,
    (whole, word: string) => (isContentHash(word) ? '' : whole),
  )
}

/** Eight letters may be a word; a digit or capital inside is rare in one, two are a hash. */
function isContentHash(word: string): boolean {
  if (/^[0-9a-f]*$/.test(word) && /\d/.test(word)) return true
  return word.length === 8 && (word.slice(1).match(/[0-9A-Z_]/g)?.length ?? 0) > 1
}

function lastSlash(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
}

function lastParts(path: string): string {
  return path
    .split(/[\\/]+/)
    .filter((part) => part !== '')
    .slice(-3)
    .join('/')
}
