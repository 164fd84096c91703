import { createServer } from 'node:http'

/**
 * An app with a database that it asks once for each item of a cart, and a page. It tells what it does
 * to wherever OTEL_EXPORTER_OTLP_ENDPOINT points, as an SDK does.
 */
const endpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT']

const page = `<!doctype html><title>Cart</title>
<button onclick="buy()">Buy</button><output></output>
<script>
  async function buy() {
    const response = await fetch('/checkout?items=3')
    document.querySelector('output').textContent = await response.text()
    if (location.search === '?broken') null.total
  }
</script>`

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname !== '/checkout') {
    response.setHeader('content-type', 'text/html').end(page)
    return
  }
  const traceId = makeHex(32)
  const root = { traceId, spanId: makeHex(16), name: 'GET /checkout', kind: 2, start: Date.now() }
  const queries = Array.from({ length: Number(searchParams.get('items')) }, (_, item) => ({
    traceId,
    spanId: makeHex(16),
    parentSpanId: root.spanId,
    name: `SELECT price FROM items WHERE id = ${item}`,
    kind: 3,
    start: Date.now(),
    attributes: [{ key: 'db.system.name', value: { stringValue: 'postgresql' } }],
  }))
  await send('/v1/traces', {
    resourceSpans: [{ scopeSpans: [{ spans: [root, ...queries].map(toSpan) }] }],
  })
  if (searchParams.has('fail')) {
    await send('/v1/logs', { resourceLogs: [{ scopeLogs: [{ logRecords: [toError(root)] }] }] })
    response.writeHead(500).end('no')
    return
  }
  response.end('bought')
})

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`)
})

function toSpan({ start, ...span }) {
  return {
    ...span,
    startTimeUnixNano: `${start}000000`,
    endTimeUnixNano: `${Date.now()}500000`,
  }
}

function toError({ traceId, spanId }) {
  const { name, message, stack } = new RangeError('cart is empty')
  const told = { type: name, message, stacktrace: stack }
  return {
    traceId,
    spanId,
    timeUnixNano: `${Date.now()}000000`,
    severityNumber: 17,
    body: { stringValue: message },
    attributes: Object.entries(told).map(([key, stringValue]) => ({
      key: `exception.${key}`,
      value: { stringValue },
    })),
  }
}

function send(path, body) {
  const headers = { 'content-type': 'application/json' }
  return fetch(endpoint + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

function makeHex(length) {
  return Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('')
}
