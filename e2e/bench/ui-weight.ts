import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { readFirstView } from '../first-view.ts'
import type { Reader } from './ui-readers.ts'

/** Of what is published, with gzip, as it is sent. */
export function weigh(): ReadonlyMap<string, number> {
  const assets = 'packages/cli/dist/assets'
  const weight = (path: string): number => gzipSync(readFileSync(join(assets, path))).length / 1024
  const first = readFirstView(assets)
  return new Map([
    ['bytes: guard', weight('guard.js')],
    ['bytes: loader', weight('loader.js')],
    ['bytes: first view', first.bytes / 1024],
    ['requests: first view', first.requests],
  ])
}

/** Of what a first view fetches, as it is sent. */
export async function weighReader(
  browser: Browser,
  reader: Reader,
): Promise<ReadonlyMap<string, number>> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  let requests = 0
  const own = new Set<string>()
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (!response.url.startsWith(reader.url) || type === 'EventSource') return
    own.add(requestId)
    requests += 1
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (own.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(reader.address('errors'), { waitUntil: 'load' })
  await page.locator(reader.ready).first().waitFor()
  await context.close()
  return new Map([
    ['bytes: first view', bytes / 1024],
    ['requests: first view', requests],
  ])
}
