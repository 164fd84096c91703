import type { IncomingMessage } from 'node:http'

/** So much of a page is looked through for its head; after that it is put where it is. */
const HEAD_LIMIT = 64 * 1024

const HEAD = /<head(?:\s[^>]*)?>/i

/** As much of a response as is changed; Node's, and that of HTTP/2. */
export interface PageAnswer {
  readonly statusCode: number
  readonly headersSent: boolean
  readonly getHeader: (name: string) => unknown
  readonly setHeader: (name: string, value: string | number | readonly string[]) => unknown
  readonly removeHeader: (name: string) => void
  writeHead: (...given: never[]) => unknown
  write: (...given: never[]) => unknown
  end: (...given: never[]) => unknown
}

/**
 * Puts tags at the start of the head of an answer, if it turns out to be a page; whatever else it
 * is goes through untouched. What follows the head is passed on as it comes.
 */
export function injectIntoPage(request: IncomingMessage, response: PageAnswer, tags: string): void {
  // What is compressed cannot be read, and what is not modified was kept without the tags.
  for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) {
    delete request.headers[name]
  }
  let isPage: boolean | undefined
  let held = Buffer.alloc(0)

  const begin = (): boolean => {
    isPage ??= isHtml(response.getHeader('content-type'))
    if (isPage && !response.headersSent) {
      response.removeHeader('content-length')
      response.removeHeader('etag')
    }
    return isPage
  }

  /** What may be sent of what has come so far. */
  const take = (bytes: Uint8Array, isLast: boolean): Buffer | undefined => {
    held = Buffer.concat([held, bytes])
    const page = held.toString('latin1')
    const head = HEAD.exec(page)
    if (head === null && !isLast && held.length < HEAD_LIMIT) return undefined
    const at = head === null ? 0 : head.index + head[0].length
    isPage = false
    return Buffer.concat([held.subarray(0, at), Buffer.from(tags), held.subarray(at)])
  }

  response.writeHead = new Proxy(response.writeHead, {
    apply: (writeHead, self, given: unknown[]) => {
      // Headers given here would be sent as they are.
      for (const [name, value] of toFields(given.at(-1))) setHeader(response, name, value)
      begin()
      const words = given.filter((one) => typeof one !== 'object')
      const result: unknown = Reflect.apply(writeHead, self, words)
      return result
    },
  })
  response.write = new Proxy(response.write, {
    apply: (write, self, given: unknown[]) => {
      if (!begin()) {
        const result: unknown = Reflect.apply(write, self, given)
        return result
      }
      const bytes = take(toBytes(given), false)
      const callback = given.at(-1)
      if (bytes !== undefined) {
        const result: unknown = Reflect.apply(write, self, [bytes])
        if (typeof callback === 'function') process.nextTick(callback)
        return result
      }
      if (typeof callback === 'function') process.nextTick(callback)
      return true
    },
  })
  response.end = new Proxy(response.end, {
    apply: (end, self, given: unknown[]) => {
      const isBodiless = request.method === 'HEAD' || response.statusCode === 304
      const callback = given.filter((one) => typeof one === 'function')
      const parameters = begin() && !isBodiless ? [take(toBytes(given), true), ...callback] : given
      const result: unknown = Reflect.apply(end, self, parameters)
      return result
    },
  })
}

function isHtml(type: unknown): boolean {
  return typeof type === 'string' && /^text\/html\b/i.test(type)
}

/** Of what `write` and `end` are called with. */
function toBytes([chunk, encoding]: readonly unknown[]): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  if (typeof chunk !== 'string') return new Uint8Array()
  const isKnown = typeof encoding === 'string' && Buffer.isEncoding(encoding)
  return Buffer.from(chunk, isKnown ? encoding : 'utf8')
}

/** What `writeHead` takes: an object, or names and values in turn, where a name may come again. */
function toFields(given: unknown): Iterable<readonly [string, unknown]> {
  if (!Array.isArray(given)) {
    return typeof given === 'object' && given !== null ? Object.entries(given) : []
  }
  const values: readonly unknown[] = given
  const fields = new Map<string, unknown>()
  for (let at = 0; at < values.length; at += 2) {
    const name = String(values[at]).toLowerCase()
    const value = values[at + 1]
    fields.set(name, fields.has(name) ? [fields.get(name), value].flat() : value)
  }
  return fields
}

function setHeader(response: PageAnswer, name: string, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'number') response.setHeader(name, value)
  else if (Array.isArray(value)) response.setHeader(name, value.map(String))
}
