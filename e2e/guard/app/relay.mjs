// An Express app whose every answer is another server's, by fetch and by http in turns; says where it listens.
import { get } from 'node:http'
import { text } from 'node:stream/consumers'

const { SDK, DSN, OWN } = process.env

if (SDK) (await import(SDK)).init({ dsn: DSN, tracesSampleRate: 0 })
const { default: express } = await import('express')

const app = express()
app.get('/fetch', async (_incoming, response) => {
  const answer = await fetch(OWN)
  response.json(await answer.json())
})
app.get('/http', (_incoming, response) => {
  get(OWN, async (answer) => response.json(JSON.parse(await text(answer))))
})

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`)
})
