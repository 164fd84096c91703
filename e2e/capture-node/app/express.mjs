import express from 'express'

const app = express()
const orders = express.Router()
orders.get('/:id', (_request, response) => response.json({ ok: true }))
orders.get('/:id/invoice', async () => {
  throw new Error('no invoice')
})
orders.get('/:id/secret', () => {
  throw Object.assign(new Error('not for you'), { status: 403 })
})
app.use('/orders', orders)

const server = app.listen(0, '127.0.0.1', async () => {
  const address = `http://127.0.0.1:${server.address().port}`
  for (const path of ['/orders/7', '/orders/7/invoice', '/orders/7/secret', '/nowhere']) {
    await (await fetch(address + path)).text()
  }
  server.close()
  server.closeAllConnections()
})
