import { createServer } from 'node:http'

const tides: Record<string, readonly number[]> = {
  brest: [1.4, 6.8, 1.9, 6.5],
  dover: [0.9, 6.1, 1.2, 6.3],
}

function readTide(harbour: string): number {
  return Math.max(...tides[harbour])
}

createServer(({ url = '' }, response) => {
  const harbour = /^\/api\/tides\/(\w+)$/.exec(url)?.[1]
  if (harbour === undefined) {
    response.writeHead(404).end()
    return
  }
  try {
    const tide = { harbour, metres: readTide(harbour) }
    console.log(`high water at ${harbour}: ${tide.metres} m`)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(tide))
  } catch (error) {
    console.error(`no tide for ${harbour}`, error)
    response.writeHead(500).end()
  }
}).listen(Number(process.env.PORT ?? 3000))
