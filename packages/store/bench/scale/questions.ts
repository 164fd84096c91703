import type { Parameters } from 'protocol'
import { toTraceId } from './telemetry.ts'

export interface BenchQuestion {
  readonly name: string
  readonly path: string
  readonly parameters: Parameters
  /** Milliseconds its median may take, by driver. */
  readonly target: { readonly node: number; readonly wasm: number }
}

const soon = { node: 100, wasm: 100 }
const lists = 'traces spans logs issues events metrics envelopes replays sessions edits'.split(' ')

function ask(name: string, path: string, parameters: Parameters, target = soon): BenchQuestion {
  return { name, path, parameters, target }
}

/** What people ask first, and what costs most. */
export const questions: readonly BenchQuestion[] = [
  ...lists.map((path) => ask(`first page of ${path}`, path, {})),
  ask('one trace', `traces/${toTraceId(60)}`, {}),
  ask('rare words in logs', 'logs', { query: '"a needle"' }),
  ask('frequent words in logs', 'logs', { query: 'payment' }),
  ask('words that are nowhere', 'logs', { query: 'unheard-of' }),
  ask('words in span names', 'spans', { query: 'invoice' }),
  ask('one user of logs', 'logs', { query: 'user.id:1234' }),
  ask('one user of spans', 'spans', { query: 'user.id:1234' }),
  ask('a rare value of spans', 'spans', { query: 'http.response.status_code:500' }),
  ask('more than a number', 'spans', { query: 'db.rows:>990' }),
  ask('slow spans', 'spans', { query: 'duration:>1.9s' }),
  ask('slowest spans', 'spans', { sort: '-duration' }),
  ask('traces with a slow query', 'traces', { query: 'op:db.query duration:>1.9s' }),
  ask('issues of a user', 'issues', { query: 'user.id:1234' }),
  ask(
    'p95 of all spans by op',
    'stats',
    { source: 'spans', stat: 'count(),p95(duration)', group: 'op' },
    { node: 1000, wasm: 4000 },
  ),
  ask(
    'p95 of all spans by attribute',
    'stats',
    { source: 'spans', stat: 'count(),p95(duration)', group: 'server.address' },
    { node: 1000, wasm: 4000 },
  ),
  ask(
    'logs over time by level',
    'metrics/series',
    { source: 'logs', stat: 'count()', group: 'level' },
    { node: 1000, wasm: 4000 },
  ),
]
