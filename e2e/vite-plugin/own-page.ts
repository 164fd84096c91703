import type { Page } from 'playwright-core'
import type { BootFacts } from 'protocol'

export function readFacts(page: Page): Promise<BootFacts | undefined> {
  return page.evaluate(() => Reflect.get(window, '__footlight') as BootFacts | undefined)
}

export interface Spoken {
  readonly session: number
  readonly health: unknown
  /** The sub-protocol that was agreed on, and the first message. */
  readonly wire: string
}

/** What a page of the dev server can do, as the loader does it. */
export async function speak(page: Page): Promise<Spoken> {
  return page.evaluate(async () => {
    const { url } = Reflect.get(window, '__footlight') as BootFacts
    const answer = await fetch(`${url}session`, { method: 'POST' })
    const { token = '' } = (await answer.json()) as { token?: string }
    const headers = { authorization: `Bearer ${token}` }
    const health: unknown = await (await fetch(`${url}api/health`, { headers })).json()
    const wire = await new Promise<string>((resolve) => {
      const socket = new WebSocket(`${url.replace(/^http/, 'ws')}wire`, [
        'vite-footlight',
        `footlight.${token}`,
      ])
      socket.addEventListener('open', () => {
        socket.send(JSON.stringify({ type: 'hello', version: 1, reader: 'test', session: 'x' }))
      })
      socket.addEventListener('message', ({ data }) => {
        resolve(`${socket.protocol} ${(JSON.parse(String(data)) as { type: string }).type}`)
        socket.close()
      })
      socket.addEventListener('close', ({ code }) => resolve(`closed ${code}`))
    })
    return { session: answer.status, health, wire }
  })
}
