import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openUndriven } from '../browser.ts'
import { makeViteApp } from '../vite-plugin/vite-app.ts'
import type { Contender } from './turns.ts'

interface PageOptions {
  /** Where the app's requests go. */
  readonly own: string
  /** Of the SDK that the page starts. */
  readonly dsn: string | undefined
  readonly isOurs: boolean
  readonly isShown: boolean
}

/** A page of an app that asks for something again and again. */
export async function openGuardedPage({
  own,
  dsn,
  isOurs,
  isShown,
}: PageOptions): Promise<Contender> {
  const work = await openWork()
  const sdk = `import * as Sentry from '@sentry/browser'\nSentry.init({ dsn: '${dsn}' })`
  const awaited = isOurs && dsn === undefined ? '__footlightSentry' : 'document'
  const main = `${dsn === undefined ? '' : sdk}
const ask = async (count: number): Promise<number> => {
  const begin = performance.now()
  for (let turn = 0; turn < count; turn++) {
    const answer = await fetch('${own}')
    await answer.json()
  }
  return performance.now() - begin
}
while (!('${awaited}' in window)) await new Promise((resolve) => setTimeout(resolve, 50))
let took = 0
for (;;) {
  const next = await fetch('${work.url}', { method: 'POST', body: String(took) })
  took = await ask(await next.json())
}
`
  const config = `optimizeDeps: { include: ['@sentry/browser'] },`
  const app = makeViteApp({
    version: 8,
    config,
    files: {
      'src/main.ts': main,
      ...(isOurs ? {} : { 'vite.config.ts': `export default { clearScreen: false, ${config} }\n` }),
    },
  })
  const { url } = await app.start()
  const browser = openUndriven(`${url}?footlight=${isShown ? 'on' : 'off'}`)
  await work.ask(0)
  return {
    ask: work.ask,
    close: async () => {
      await browser.close()
      await app.close()
      await work.close()
    },
  }
}

/** Hands a page its work, and takes how long it took. */
async function openWork() {
  let waiting: ServerResponse | undefined
  let take: ((took: number) => void) | undefined
  let wanted: number | undefined

  const hand = (): void => {
    if (waiting === undefined || wanted === undefined) return
    waiting.end(String(wanted))
    waiting = undefined
    wanted = undefined
  }
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    request.setEncoding('utf8').on('data', (took: string) => {
      // What comes before any work was given is no answer to it.
      if (wanted === undefined) take?.(Number(took))
      waiting = response
      hand()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ask: (count: number): Promise<number> =>
      new Promise((resolve) => {
        take = resolve
        wanted = count
        hand()
      }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
