import { request as requestHttp } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface VisitedPage {
  readonly url: URL
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** As far as is read. */
  readonly text: string
}

/** Head and body of a page; no one needs more. */
const SIZE_LIMIT = 2_000_000

const PATIENCE = 5000

const REDIRECTS = 3

/** Asks for a page as a browser would. `undefined` where nobody answers. */
export function visitPage(url: URL): Promise<VisitedPage | undefined> {
  return follow(url, { accept: 'text/html,*/*', 'sec-fetch-dest': 'document' }, REDIRECTS)
}

/** Asks for a script: to whoever takes pages, dev servers answer with one at any address. */
export function visitScript(url: URL): Promise<VisitedPage | undefined> {
  return follow(url, { accept: '*/*', 'sec-fetch-dest': 'script' }, REDIRECTS)
}

async function follow(
  url: URL,
  headers: Readonly<Record<string, string>>,
  redirects: number,
): Promise<VisitedPage | undefined> {
  const page = await visit(url, headers).catch(() => undefined)
  const { location } = page?.headers ?? {}
  if (location === undefined || redirects === 0 || !URL.canParse(location, url)) return page
  const next = new URL(location, url)
  // A page of this machine that sends elsewhere is answered by somebody who is not asked.
  return next.hostname === url.hostname ? follow(next, headers, redirects - 1) : page
}

function visit(url: URL, headers: Readonly<Record<string, string>>): Promise<VisitedPage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const signal = AbortSignal.timeout(PATIENCE)
    // Dev servers make their certificates themselves.
    const outgoing = request(url, { headers, signal, rejectUnauthorized: false }, (response) => {
      let text = ''
      const end = (): void => {
        const { statusCode: status = 0, headers: answered } = response
        resolve({ url, status, headers: answered, text })
      }
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.length > SIZE_LIMIT) response.destroy()
      })
      response.once('close', end)
    })
    outgoing.once('error', reject)
    outgoing.end()
  })
}
