/** Where a frame says its code is. Runtimes, bundlers and SDKs write it in many forms. */
export interface CodePlace {
  /** An http(s) address, which the dev server that served it may know. */
  readonly url: string | undefined
  /** Absolute on the machine that ran the code, which need not be this one. Forward slashes. */
  readonly path: string | undefined
  /** The path's parts without `.` and `..`; none where only a dev server can know the code. */
  readonly parts: readonly string[]
  /** Its lines are those of code that was made of the file, not the file's own. */
  readonly isGenerated: boolean
}

const LENGTH_LIMIT = 4096
const PARTS_LIMIT = 100

/** Never throws; `undefined` for what names no file (`<anonymous>`, `node:fs`, `[native code]`). */
export function readCodePlace(text: string | undefined): CodePlace | undefined {
  if (text === undefined || text.length > LENGTH_LIMIT) return undefined
  // React names the code of server components so for the browser's console.
  const name = text.replace(/^(?:about|rsc):\/\/React\/[^/]*\//, '')
  if (isNowhere(name)) return undefined
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(name)?.[1]?.toLowerCase()
  const place = scheme === undefined ? readBundled(name, false) : readUrl(scheme, name)
  // A decoded `%00` would end a path early for the system, and not for our checks.
  return place?.parts.some((part) => part.includes('\0')) ? undefined : place
}

function isNowhere(name: string): boolean {
  return (
    name === '' ||
    name === 'native' ||
    name.includes('\0') ||
    /^(?:<|\[(?!project\]\/)|async |eval at |index \d+$|internal\/)/.test(name) ||
    name.includes('<anonymous>')
  )
}

function readUrl(scheme: string, text: string): CodePlace | undefined {
  const rest = withoutQuery(text).slice(scheme.length + 1)
  switch (scheme) {
    case 'http':
    case 'https':
      return readServedUrl(text)
    case 'file':
      return readFileUrl(rest)
    case 'app':
      return toPlace(withoutEscapes(rest.replace(/^\/\/[^/]*/, '')))
    case 'webpack':
    // `webpack://name/./src/x.ts`; `webpack:////home/me/x.ts` for files outside its context.
    case 'turbopack':
      return readBundled(rest.replace(/^\/\/[^/]*\//, ''), false)
    case 'webpack-internal':
      return readBundled(rest.replace(/^\/\/\//, ''), true)
    default:
      return undefined
  }
}

function readServedUrl(text: string): CodePlace | undefined {
  if (!URL.canParse(text)) return undefined
  const path = withoutEscapes(new URL(text).pathname)
  const ofSystem = path.indexOf('/@fs/')
  if (ofSystem !== -1) {
    const place = readPath(path.slice(ofSystem + '/@fs'.length))
    return place && { ...place, url: text, isGenerated: isTransformed(path) }
  }
  // Virtual modules and what the dev server injects itself have no file.
  const isVirtual = /\/@(?:id|vite|react-refresh|solid-refresh)(?:\/|$)/.test(path)
  return {
    url: text,
    path: undefined,
    parts: isVirtual ? [] : toParts(path),
    isGenerated: isTransformed(path),
  }
}

/** A dev server serves these as the JavaScript it makes of them. */
function isTransformed(path: string): boolean {
  return /\.(?:[cm]?tsx?|jsx|vue|svelte|astro|mdx?)$/i.test(path)
}

function readFileUrl(rest: string): CodePlace | undefined {
  // A host would be asked for the file over the network.
  const local = /^(?:\/\/(?:localhost)?)?(\/.*)$/i.exec(rest)?.[1]
  return local === undefined || local.startsWith('//') ? undefined : readPath(withoutEscapes(local))
}

function readBundled(text: string, isGenerated: boolean): CodePlace | undefined {
  // `(rsc)/./app/page.js`: the bundler's layer; `[project]/app/page.js [app-rsc] (ecmascript)`: its root.
  const path = text
    .replace(/^(?:\([\w-]*\)|\[project\])\//, '')
    .replace(/ (?:\+ \d+ modules|\[[\w-]*\] \(ecmascript.*\))$/, '')
  const place = readPath(path)
  return place && { ...place, isGenerated }
}

function readPath(text: string): CodePlace | undefined {
  const name = withoutQuery(text)
  // `\\?\C:\x` is a path of this machine; `\\server\x` would be asked for over the network.
  const local = /^\\\\[?.]\\(?=[a-z]:)/i.test(name) ? name.slice(4) : name
  if (local.startsWith('\\\\')) return undefined
  const drive = /^\/?([a-z]:[\\/].*)$/i.exec(local)?.[1]
  if (drive !== undefined) {
    const path = drive.replaceAll('\\', '/')
    return toPlace(path.slice(2), path)
  }
  if (local.startsWith('/')) return toPlace(local, local.replace(/^\/+/, '/'))
  return toPlace(local.replace(/^~\//, ''))
}

function toPlace(path: string, absolute?: string): CodePlace | undefined {
  const parts = toParts(path)
  if (parts.length === 0 || parts.length > PARTS_LIMIT) return undefined
  return { url: undefined, path: absolute, parts, isGenerated: false }
}

function toParts(path: string): readonly string[] {
  const parts: string[] = []
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts
}

/** `?t=` is the time of an edit, `?v=` of the dependencies, `?vue&type=` the part of a component. */
function withoutQuery(text: string): string {
  // `\\?\C:\x` has a question mark of another meaning.
  const query = text.indexOf('?', text.startsWith('\\\\?\\') ? 4 : 0)
  return query === -1 ? text : text.slice(0, query)
}

export function withoutEscapes(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A bare `%` of a file's own name.
    return path
  }
}
