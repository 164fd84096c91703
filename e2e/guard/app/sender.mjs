// An Express app that asks elsewhere in every way; on standard output is, byte for byte, what it answers.
import { once } from 'node:events'
import http, { request } from 'node:http'
import https from 'node:https'
import { connect } from 'node:net'

const { SDK, DSN, OWN, OWN_SECURE } = process.env

const Sentry = SDK && (await import(SDK))
if (SDK) Sentry.init({ dsn: DSN, tracesSampleRate: 1, release: 'bytes@1' })
const { default: express } = await import('express')

const bytes = new Uint8Array([0, 1, 128, 255])

function makeForm() {
  const form = new FormData()
  form.set('word', 'tide')
  form.set('file', new Blob([bytes], { type: 'image/png' }), 'tide.png')
  return form
}

async function end(outgoing, ...pieces) {
  for (const piece of pieces) outgoing.write(piece)
  outgoing.end()
  const [response] = await once(outgoing, 'response')
  await response.resume().toArray()
}

async function post(url, options) {
  const response = await fetch(url, { method: 'POST', ...options })
  await response.text()
}

async function askAll(own, module) {
  await end(module.get(`${own}get?a=%20b`, { headers: { 'X-Own': 'yes' } }))
  const headers = { 'X-OWN': 'yes', 'content-Type': 'text/plain', accept: ['a/b', 'c/d'] }
  await end(module.request(`${own}pieces`, { method: 'POST', headers }), 'in ', 'pieces')
  const list = ['Z-Last', '1', 'a-first', '2', 'Content-Length', '4', 'Host', new URL(own).host]
  await end(module.request(own + 'list', { method: 'PUT', headers: list }), bytes)
  await end(module.request(new URL(`${own}api/42/orders/?sentry_key=no`), { method: 'POST' }), '{}')

  await post(`${own}string`, {
    body: '{"own":"wörter"}',
    headers: { 'X-Own': 'yes', accept: 'a/b' },
  })
  await post(`${own}blob`, { body: new Blob([bytes], { type: 'image/png' }) })
  await post(`${own}form`, { body: makeForm() })
  await post(`${own}stream`, { body: new Blob(['in pieces']).stream(), duplex: 'half' })
  await post(`${own}api/42/orders/?sentry_key=no`, { body: '{"own":1}\n{}' })
  await fetch(new Request(`${own}request`, { method: 'PUT', body: bytes, headers: [['x-b', '1']] }))
}

const app = express()
app.post('/orders/:id', express.json(), async (incoming, response) => {
  await end(request(`${OWN}from-express`, { method: 'POST' }), JSON.stringify(incoming.body))
  await post(`${OWN}from-express-by-fetch`, { body: incoming.params.id })
  response.status(201).set('X-Own', 'yes').json({ id: incoming.params.id })
})
app.get('/pieces', (_incoming, response) => {
  response.write('in ')
  response.end('pieces')
})

/** The answer as it comes from the wire. */
async function ask(port, text) {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  return Buffer.concat(await socket.toArray()).toString('latin1')
}

const server = app.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address()
const order = '{"item":"tea"}'
const about = `Host: own\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${order.length}`
const answers = [
  await ask(port, `POST /orders/7 HTTP/1.1\r\n${about}\r\n\r\n${order}`),
  await ask(port, 'GET /pieces HTTP/1.1\r\nHost: own\r\nConnection: close\r\n\r\n'),
  await ask(port, 'GET /nowhere HTTP/1.1\r\nHost: own\r\nConnection: close\r\n\r\n'),
]
await askAll(OWN, http)
await askAll(OWN_SECURE, https)
await Sentry?.flush?.(5000)
console.log(JSON.stringify(answers))
process.exit(0)
