import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import sirv from 'sirv'

/** The panel and the loader, as the build left them: compressed already, hashed names for ever. */
export interface StaticFiles {
  /** Whether the file was there and is on its way. */
  readonly send: (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ) => Promise<boolean>
}

/**
 * What the panel may do. It shows hostile text; nothing of it runs, and nothing is fetched from
 * anywhere else. Frames of replays are made of `srcdoc` without scripts.
 */
const PANEL_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

export function createStaticFiles(folder: string | undefined): StaticFiles {
  if (folder === undefined || !existsSync(folder)) {
    return { send: () => Promise.resolve(false) }
  }
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    single: true,
    setHeaders: (response, path) => {
      response.setHeader('x-content-type-options', 'nosniff')
      if (/[.-][\w-]{8,}\.\w+$/.test(path)) {
        response.setHeader('cache-control', 'public, max-age=31536000, immutable')
      }
      if (!path.includes('.') || path.endsWith('.html')) {
        response.setHeader('content-security-policy', PANEL_POLICY)
        response.setHeader('referrer-policy', 'no-referrer')
        // A page that isolates itself lets in only frames that do so as well.
        response.setHeader('cross-origin-embedder-policy', 'require-corp')
      }
    },
  })
  return {
    send: (request, response, path) =>
      new Promise((resolve) => {
        // The prefix under which it was asked for is not part of the folder.
        request.url = path
        response.once('finish', () => resolve(true))
        serve(request, response, () => resolve(false))
      }),
  }
}
