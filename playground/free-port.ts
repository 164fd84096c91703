import { createServer } from 'node:net'

/** The wanted port, or any other when somebody has it. */
export async function findFreePort(wanted: number): Promise<number> {
  // Both loopbacks: another program may have taken only one, and browsers try either.
  const isFree = (await Promise.all(['127.0.0.1', '::1'].map((host) => claim(wanted, host)))).every(
    (port) => port !== undefined,
  )
  if (isFree && wanted !== 0) return wanted
  return (await claim(0, '127.0.0.1')) ?? 0
}

function claim(wanted: number, host: string): Promise<number | undefined> {
  return new Promise((fulfil) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      // A machine without IPv6 has nobody there either.
      fulfil(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' ? wanted : undefined),
    )
    server.listen(wanted, host, () => {
      const address = server.address()
      server.close(() => fulfil(address === null || typeof address === 'string' ? 0 : address.port))
    })
  })
}
