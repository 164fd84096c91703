import { toSpanTone } from '../../span/span-tone.ts'
import type { SpanNode, TreeSpan } from '../../span/span-tree.ts'

/** The path of an address, whole or relative, without its query. */
export function toPathname(address: string): string | undefined {
  return URL.parse(address, 'http://page.invalid')?.pathname
}

/** `/src/cart.ts` → `cart.ts`; what has no ending keeps the folder it is in: `@vite/client`. */
export function toShortFile(path: string): string {
  const parts = path.split('/').filter(Boolean)
  const name = parts.at(-1) ?? path
  return name.includes('.') ? name : parts.slice(-2).join('/') || path
}

/** `TimerHandler:setTimeout http://…/src/cart.ts` → `TimerHandler:setTimeout cart.ts`. */
export function toScriptText(script: string): string {
  const words = script.replaceAll(/\bhttps?:\/\/\S*\/([^/?#\s]*)\S*/g, '$1').split(' ')
  // What a module does when it is loaded is invoked by itself.
  return [...new Set(words)].filter(Boolean).join(' ')
}

const ADDRESS_KEYS = ['url.full', 'http.url', 'url.path', 'http.target', 'url', 'http.route']

/** The path that a span asked for or answered, as any SDK says it. */
export function toSpanPath({ name, attributes }: Pick<TreeSpan, 'name' | 'attributes'>): string {
  for (const key of ADDRESS_KEYS) {
    const value = attributes?.[key]
    if (typeof value === 'string' && value !== '') return toPathname(value) ?? value
  }
  return toNamedPath(name) ?? ''
}

/** `GET /api/cart` → `/api/cart`. */
export function toNamedPath(name: string): string | undefined {
  const address = /^(?:[A-Z]{3,10} )?((?:\/|https?:\/\/)\S*)/.exec(name)?.[1]
  return address === undefined ? undefined : toPathname(address)
}

/** A browser does not tell how it asked; the server that answered does. */
export function toRequestMethod({ span, children }: SpanNode): string {
  const answer = children.find((child) => toSpanTone(child.span.op) === 'server')
  return toMethod(span) || (answer === undefined ? '' : toMethod(answer.span))
}

function toMethod({ name, attributes }: Pick<TreeSpan, 'name' | 'attributes'>): string {
  const said = attributes?.['http.request.method'] ?? attributes?.['http.method']
  return typeof said === 'string' ? said : (/^[A-Z]{3,10}(?= )/.exec(name)?.[0] ?? '')
}

const OPEN = /^(?::|\*|\(|\[|\{|<)/

/** Whether a path is one of a route's: `/api/items/7` of `/api/items/:id`, `[id]`, `{id}` or `<id>`. */
export function isOfRoute(route: string, path: string): boolean {
  if (route === path) return true
  const wanted = route.split('/')
  const given = path.split('/')
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith('*') || /^[([{]?\.\.\./.test(part.slice(1))) return true
    const other = given[index]
    if (other === undefined || (part !== other && !OPEN.test(part))) return false
  }
  return wanted.length === given.length
}

/** A dev server's proxy may take the front off a path before it passes it on. */
export function isAnswerOf(route: string, path: string): boolean {
  return isOfRoute(route, path) || (route.length > 1 && path.endsWith(route))
}
