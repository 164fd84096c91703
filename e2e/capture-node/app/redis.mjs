import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import { createClient } from 'redis'

/** Answers every command with the same word, but for those that a client greets with. */
const server = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.on('data', (bytes) => {
    const commands = bytes.toString().match(/^\*\d+\r$/gm) ?? []
    const isWrong = bytes.toString().includes('incr')
    socket.write((isWrong ? '-ERR not a number\r\n' : '+OK\r\n').repeat(commands.length))
  })
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()

const one = new Redis({ host: '127.0.0.1', port, enableReadyCheck: false })
await one.set('lamp', 'hidden')
await one.incr('lamp').catch(() => undefined)
one.disconnect()

const other = createClient({ socket: { host: '127.0.0.1', port }, RESP: 2 })
await other.connect()
await other.get('shade')
other.destroy()
server.close()
