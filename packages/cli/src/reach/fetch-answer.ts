import { text } from 'node:stream/consumers'
import type { FetchAnswer, FetchedAnswer } from 'client'

/**
 * `fetch` without what a command need not wait for: loading Node's own takes 40 ms, 95 on Node 20. An
 * `import` of `node:http` reads everything that it exports, and since Node 22.5 that loads it as well.
 */
export const fetchAnswer: FetchAnswer = (url, { body, ...init }) => {
  const { request } = process.getBuiltinModule(
    url.startsWith('https:') ? 'node:https' : 'node:http',
  )
  return new Promise((resolve, reject) => {
    const outgoing = request(url, init, (response) => {
      const { statusCode: status = 0 } = response
      const toAnswer = (told: string): FetchedAnswer => ({
        ok: status >= 200 && status < 300,
        status,
        json: () => Promise.resolve(told).then(JSON.parse),
      })
      // What is not read would keep the connection, and the connection this process.
      text(response).then(toAnswer).then(resolve, reject)
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}
