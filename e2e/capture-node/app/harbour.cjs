/** Asks itself by `fetch` and by `http.get`, logs, and fails in a way that it tells of itself. */
exports.serve = ({ createServer, get }) => {
  const server = createServer(async ({ url = '' }, response) => {
    if (url.startsWith('/inner')) {
      console.log('inside of', url)
      response.end('inner')
      return
    }
    await fetch(`${address}/inner?by=fetch`)
    await new Promise((resolve) =>
      get(`${address}/inner?by=get`, (inner) => inner.resume().on('end', resolve)),
    )
    try {
      readNothing(undefined)
    } catch (error) {
      console.error('it went wrong', error)
    }
    response.writeHead(500).end('no')
  })

  let address
  server.listen(0, '127.0.0.1', async () => {
    address = `http://127.0.0.1:${server.address().port}`
    const headers = { 'sentry-trace': process.env.INCOMING }
    const answer = await fetch(`${address}/outer?token=1`, { headers })
    console.log(JSON.stringify([answer.status, Object.fromEntries(answer.headers)]))
    server.close()
    server.closeAllConnections()
  })
}

function readNothing(nothing) {
  return nothing.property
}
