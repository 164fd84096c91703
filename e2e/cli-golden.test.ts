import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFootlight, runInTerminal } from './cli/run-footlight.ts'
import { sendItem } from './mcp/sent-items.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

const golden = join(import.meta.dirname, 'cli/golden')

/** In the middle of an hour's worth: "2h" for as long as the test takes. */
const began = Math.floor(Date.now() / 1000 - 2.5 * 3600)

const traceId = 'c0ffee00000000000000000000000001'
const root = 'a000000000000001'
const trace = { trace_id: traceId, span_id: root }

const checkout = {
  event_id: 'e0000000000000000000000000000001',
  timestamp: began + 0.4,
  platform: 'node',
  level: 'error',
  transaction: 'POST /checkout',
  release: 'shop@2.4.0',
  environment: 'development',
  user: { id: '42', email: 'ada@example.com' },
  tags: { plan: 'free' },
  request: { method: 'POST', url: 'http://localhost:5173/checkout' },
  contexts: { trace },
  breadcrumbs: [
    { timestamp: began, category: 'ui.click', message: 'button#buy' },
    { timestamp: began + 0.1, category: 'http', data: { url: '/api/cart', status_code: 200 } },
    {
      timestamp: began + 0.3,
      category: 'console',
      level: 'warning',
      message: 'no price for 日本茶',
    },
  ],
  exception: {
    values: [
      {
        type: 'Error',
        value: 'connect ECONNREFUSED 127.0.0.1:5432',
        stacktrace: { frames: [{ filename: 'server/stock.ts', function: 'open', lineno: 9 }] },
      },
      {
        type: 'TypeError',
        value: "Cannot read properties of undefined (reading 'amount')",
        mechanism: { type: 'onuncaughtexception', handled: false },
        stacktrace: {
          frames: [
            { filename: 'node:internal/process', function: 'run', lineno: 95, in_app: false },
            {
              filename: 'server/checkout.ts',
              function: 'toTotal',
              lineno: 12,
              colno: 26,
              in_app: true,
              pre_context: ['function toTotal(items: readonly Item[]): number {'],
              context_line: '  return items.reduce((sum, item) => sum + item.price.amount, 0)',
              post_context: ['}'],
              vars: { items: ['tea', 'cup'], sum: 12.5 },
            },
          ],
        },
      },
    ],
  },
}

const warning = {
  event_id: 'e0000000000000000000000000000002',
  timestamp: began + 1,
  platform: 'python',
  level: 'warning',
  message:
    '在庫がありません: 緑茶 🍵 sold out while 3 people had it in their carts, and nobody was told',
}

const spans = [
  { op: 'db', description: 'SELECT * FROM cart WHERE user = ?', at: 0.01, took: 0.02 },
  ...[0, 1, 2, 3, 4].map((index) => ({
    op: 'db',
    description: 'SELECT price FROM product WHERE id = ?',
    at: 0.04 + index * 0.02,
    took: 0.015 + index / 1000,
  })),
  { op: 'http.client', description: 'POST https://pay.example/v1/charges', at: 0.16, took: 0.2 },
].map(({ op, description, at, took }, index) => ({
  trace_id: traceId,
  span_id: `b00000000000000${index}`,
  parent_span_id: root,
  op,
  description,
  start_timestamp: began + at,
  timestamp: began + at + took,
  ...(op === 'http.client' ? { status: 'deadline_exceeded' } : {}),
}))

const transaction = {
  type: 'transaction',
  event_id: 'e0000000000000000000000000000003',
  transaction: 'POST /checkout',
  platform: 'node',
  start_timestamp: began,
  timestamp: began + 0.412,
  contexts: { trace: { ...trace, op: 'http.server', status: 'internal_error' } },
  spans,
}

const logs = [
  { level: 'info', body: 'cart of user 42 has 2 items', attributes: { items: 2, plan: 'free' } },
  {
    level: 'warn',
    body: '決済サービスの応答がありません (retry 1 of 3)',
    attributes: { attempt: 1 },
  },
  { level: 'error', body: 'checkout failed', attributes: { orderId: 'alice', latencyMs: 412.5 } },
].map(({ attributes, ...log }, index) => ({
  ...log,
  timestamp: began + 0.2 + index / 10,
  trace_id: traceId,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, { value, type: typeof value }]),
  ),
}))

let footlight: Footlight
let data: string
let where: readonly string[]

beforeAll(async () => {
  data = makeFolder()
  where = ['--data', data, '--root', data]
  footlight = await openFootlight({ data })
  await sendItem(footlight, 'footlight.edit', {
    file: 'server/checkout.ts',
    change: 'update',
    time: (began - 3) * 1000,
    hunks: [{ oldStart: 12, newStart: 12, lines: ['-  return 0', '+  return items.reduce()'] }],
  })
  await sendItem(footlight, 'transaction', transaction)
  await sendItem(footlight, 'event', checkout)
  await sendItem(footlight, 'event', warning)
  await sendItem(footlight, 'log', { items: logs })
  await settle(footlight)
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

async function readErrorId(): Promise<string> {
  const { output } = await runFootlight(['issues', 'level:error', ...where, '--json'])
  const { id } = JSON.parse(output.split('\n')[0] ?? '{}') as { readonly id: string }
  return id
}

/** What differs from run to run: the time of day, and what is told of this machine. */
const toLasting = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'yyyy-mm-ddThh:mm:ss.mmmZ')
    .replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, 'hh:mm:ss.mmm')
    .replaceAll('\u001B', '␛')

test.each<[string, readonly string[]]>([
  ['issues', ['issues', '--all']],
  ['issue', ['issue', '<first issue>']],
  ['traces', ['traces']],
  ['trace', ['trace', traceId]],
  ['trace-critical', ['trace', traceId, '--critical']],
  ['trace-slowest', ['trace', traceId, '--slowest']],
  ['logs', ['logs']],
  ['stats', ['stats', '-g', 'op,name', '--stat', 'count(),p95(duration)']],
  ['sql', ['sql', 'SELECT op, name, round(duration_ms) AS ms FROM spans ORDER BY start']],
])('%s looks as it did, in a pipe and from 40 to 200 columns', async (name, parameters) => {
  const id = await readErrorId()
  const command = [...parameters.map((word) => (word === '<first issue>' ? id : word)), ...where]
  const piped = await Promise.all(
    ['human', 'logfmt', 'md'].map(async (format) => {
      const { output } = await runFootlight([...command, '--format', format])
      return `── in a pipe, ${format} ──\n${output}`
    }),
  )
  const shown: string[] = []
  for (const columns of [40, 60, 80, 120, 200]) {
    const { output, code } = await runInTerminal(command, columns, { NO_COLOR: '1' })
    expect(code).toBe(0)
    shown.push(`── ${columns} columns ──\n${output}`)
  }
  const coloured = await runInTerminal(command, 80)
  shown.push(`── 80 columns, with colours ──\n${coloured.output}`)
  const whole = toLasting([...piped, ...shown].join('\n'))
  await expect(whole).toMatchFileSnapshot(join(golden, `${name}.txt`))
})

test('what is kept is told the same without a sidecar, by commands side by side', async () => {
  const command = ['issue', await readErrorId(), ...where, '--format', 'md']
  const before = await runFootlight(command)
  expect(before.output).toContain('checkout failed')
  await footlight.stop()
  // Whoever comes second is answered by the first, and may outlast it.
  const runInTurn = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) expect(await runFootlight(command)).toEqual(before)
  }
  await Promise.all([runInTurn(), runInTurn(), runInTurn()])
})
