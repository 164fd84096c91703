import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setup } from '../build-package.ts'
import { runFootlight } from '../cli/run-footlight.ts'
import { openHttpAgent } from '../mcp/agent.ts'
import type { Agent } from '../mcp/agent.ts'
import { makeFolder, openFootlight, removeFolder, settle } from '../sidecar/footlight.ts'
import type { Footlight } from '../sidecar/footlight.ts'

/**
 * How long agents and the terminal wait where a million records are kept: `npm run bench -- tools`,
 * or with another number of records behind it. Half of them are spans, half are logs.
 */
const records = Number(process.argv[2] ?? 1_000_000)
const target = 300
const REPEATS = 7

const PER_TRACE = 50
const ops = ['db.query', 'http.client', 'cache.get', 'function', 'ui.render']
const words = ['cart', 'order', 'user', 'payment', 'stock', 'price']

let seed = 7
const random = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 4_294_967_296
}
const makeHex = (length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')

/** A request with its spans and logs, and an error in one of a hundred. */
function makeEnvelope(index: number, time: number): string {
  const traceId = makeHex(32)
  const root = makeHex(16)
  const spans = Array.from({ length: PER_TRACE - 1 }, () => {
    const start = time + random()
    return {
      trace_id: traceId,
      span_id: makeHex(16),
      parent_span_id: root,
      op: ops[Math.floor(random() * ops.length)],
      description: `SELECT ${words[Math.floor(random() * words.length)]} WHERE id = ?`,
      start_timestamp: start,
      timestamp: start + random() ** 4,
      data: { 'http.route': `/api/${index % 60}`, 'cache.hit': random() < 0.5 },
    }
  })
  const transaction = {
    type: 'transaction',
    event_id: makeHex(32),
    transaction: `GET /api/${index % 60}`,
    platform: 'node',
    start_timestamp: time,
    timestamp: time + 2,
    contexts: { trace: { trace_id: traceId, span_id: root, op: 'http.server' } },
    spans,
  }
  const logs = Array.from({ length: PER_TRACE }, (_, at) => ({
    timestamp: time + at / 100,
    trace_id: traceId,
    level: at % 40 === 0 ? 'error' : 'info',
    body: `${words[at % words.length]} ${Math.floor(random() * 1e6)} done`,
    attributes: { orderId: { value: at, type: 'integer' } },
  }))
  const error = {
    event_id: makeHex(32),
    platform: 'node',
    timestamp: time,
    transaction: `GET /api/${index % 60}`,
    exception: { values: [{ type: 'TypeError', value: `no price of ${index % 40}` }] },
    fingerprint: [String(index % 40)],
    contexts: { trace: { trace_id: traceId, span_id: root } },
  }
  const items = [
    [{ type: 'transaction' }, transaction],
    [{ type: 'log', item_count: logs.length }, { items: logs }],
    ...(index % 100 === 0 ? [[{ type: 'event' }, error]] : []),
  ]
  return ['{}', ...items.flat().map((line) => JSON.stringify(line))].join('\n')
}

async function fill({ url }: Footlight, count: number): Promise<void> {
  const envelopes = Math.ceil(count / (2 * PER_TRACE))
  const start = Date.now() / 1000 - 86_400
  const headers = { 'content-type': 'application/x-sentry-envelope' }
  for (let index = 0; index < envelopes; index++) {
    const body = makeEnvelope(index, start + (index * 86_400) / envelopes)
    const response = await fetch(`${url}/stream`, { method: 'POST', headers, body })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    await response.arrayBuffer()
  }
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < REPEATS; turn++) {
    const begin = performance.now()
    await work()
    times.push(performance.now() - begin)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? 0
}

async function toCalls(agent: Agent): Promise<readonly (readonly [string, object])[]> {
  const issue = (await agent.call('search_issues')).value.issues[0]?.id
  const trace = (await agent.call('search_traces', { sort: '-span_count' })).value.traces[0]?.id
  const { event } = (await agent.call('get_issue', { id: issue })).value
  return [
    ['get_overview', {}],
    ['search_issues', {}],
    ['search_issues', { keyword: 'price', status: 'unresolved', since: '10h' }],
    ['get_issue', { id: issue }],
    ['get_event', { id: event.id }],
    ['verify_fix', { id: issue, keep_open: true }],
    ['search_traces', { sort: '-duration' }],
    ['search_traces', { query: 'op:db* duration:>900ms' }],
    ['get_trace', { id: trace }],
    ['get_trace', { id: trace, view: 'critical_path' }],
    ['search_spans', { query: 'op:db* duration:>900ms' }],
    ['search_spans', { query: 'http.route:/api/7', sort: '-duration' }],
    ['search_logs', { query: 'level:error' }],
    ['search_logs', { text: 'nothing has this' }],
    ['aggregate', { group: 'op', stats: 'count(),p95(duration)' }],
    ['aggregate', { query: 'op:db*', group: 'name', stats: 'count(),sum(duration)' }],
    ['aggregate', { source: 'logs', group: 'level' }],
    ['get_metrics', {}],
    ['list_findings', {}],
    ['list_edits', {}],
    ['list_attributes', {}],
    ['query_sql', { sql: 'SELECT op, count(*) FROM spans WHERE duration_ms > 900 GROUP BY op' }],
    ['wait_for', { query: 'level:error', since: '48h' }],
  ]
}

/** Half of what these take is Node's start. */
const commands: readonly (readonly string[])[] = [
  ['issues'],
  ['traces', '--sort', '-duration'],
  ['logs', 'level:error'],
  ['stats', '-g', 'op', '--stat', 'count(),p95(duration)'],
  ['status'],
]

const newer = fileURLToPath(
  new URL('../../.cache/nodes/24/node_modules/node/bin/node', import.meta.url),
)
const node = process.argv[3] ?? (existsSync(newer) ? newer : process.execPath)
await setup()
const data = makeFolder()
const footlight = await openFootlight({ data, node, flags: ['--max-size', '8gb'] })
let isSlow = false
try {
  await fill(footlight, records)
  await settle(footlight)
  const agent = await openHttpAgent(footlight.url, footlight.token)
  const tell = (name: string, median: number): void => {
    isSlow ||= median > target
    console.log(`${median.toFixed(0).padStart(6)} ms  ${median > target ? '!' : ' '} ${name}`)
  }
  console.log(`${records} records; the target is ${target} ms`)
  for (const [tool, input] of await toCalls(agent)) {
    const name = `${tool} ${JSON.stringify(input)}`
    tell(name, await measure(() => agent.call(tool, { ...input })))
  }
  for (const command of commands) {
    const parameters = [...command, '--data', data, '--json']
    tell(`footlight ${command.join(' ')}`, await measure(() => runFootlight(parameters)))
  }
  await agent.close()
} finally {
  await footlight.stop()
  removeFolder(data)
}
// A machine that does other things as well says nothing about the program.
console.log(isSlow ? 'Some are above the target: is the machine quiet?' : 'All are below it.')
