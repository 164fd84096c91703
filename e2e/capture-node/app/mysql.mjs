import mysql from 'mysql2'

/** The driver brings a server along: it lets everybody in and answers every question alike. */
const server = mysql.createServer()
server.on('connection', (connection) => {
  connection.serverHandshake({
    protocolVersion: 10,
    serverVersion: '8.0.0',
    connectionId: 1,
    statusFlags: 2,
    characterSet: 33,
    capabilityFlags: 0xff_ff_ff ^ 0x20,
  })
  connection.on('error', () => undefined)
  connection.on('query', (sql) => {
    if (sql.includes('nowhere')) connection.writeError({ message: 'no such table', code: 1146 })
    else connection.writeOk({ affectedRows: 1 })
  })
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

const { port } = server._server.address()
const connection = mysql.createConnection({
  host: '127.0.0.1',
  port,
  user: 'lamp',
  database: 'shop',
})
await connection.promise().query('UPDATE lamps SET lit = ?', [true])
await connection
  .promise()
  .query('SELECT * FROM nowhere')
  .catch(() => undefined)
connection.destroy()
server._server.close()
