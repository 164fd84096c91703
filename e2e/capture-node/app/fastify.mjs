import fastify from 'fastify'

const app = fastify({ logger: false })
app.get('/orders/:id', async () => ({ ok: true }))
app.get('/orders/:id/invoice', async () => {
  throw new Error('no invoice')
})

const address = await app.listen({ port: 0, host: '127.0.0.1' })
for (const path of ['/orders/7', '/orders/7/invoice']) await (await fetch(address + path)).text()
await app.close()
