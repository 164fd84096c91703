import type { SpanRecord } from 'protocol'

/**
 * Browser SDKs that have no DSN trace their own posts to the sidecar: each post makes a span, which
 * makes a post. Those that have one still take what Footlight itself loads for resources of the
 * page. Such spans are recognised by where they go and kept out of everything but the raw view.
 */
export interface OwnPosts {
  readonly isOwnPost: (span: SpanRecord, host: string | undefined) => boolean
}

const INGEST_PATH =
  /\/(?:stream|api\/[^/]+\/(?:envelope|store)|v1\/(?:traces|logs|metrics)|__footlight\/.*)\/?$/

/** `hosts`: the addresses the sidecar listens on, `127.0.0.1:8969`. */
export function createOwnPosts(hosts: readonly string[]): OwnPosts {
  const own = new Set(hosts)
  return {
    isOwnPost: ({ op, name, attributes }, host) => {
      if (op !== 'http.client' && op !== 'http' && !op.startsWith('resource.')) return false
      const said = attributes['url.full'] ?? attributes['http.url'] ?? attributes['url']
      const address = readAddress(typeof said === 'string' ? said : (name.split(' ').at(-1) ?? ''))
      if (address === undefined || !INGEST_PATH.test(address.pathname)) return false
      return (
        own.has(address.host) || address.host === host || address.pathname.includes('/__footlight/')
      )
    },
  }
}

/** SDKs before version 11 name resources of the page's own origin by their path alone. */
const PAGE = 'http://page.invalid'

function readAddress(text: string): URL | undefined {
  return URL.canParse(text, PAGE) ? new URL(text, PAGE) : undefined
}
