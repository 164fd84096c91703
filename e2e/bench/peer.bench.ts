import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { setup } from '../build-package.ts'
import { openNode } from '../node-versions.ts'
import { observe } from '../sidecar/observer.ts'
import { startContestant } from './contestant.ts'
import type { Contestant, RunningContestant } from './contestant.ts'
import { runLoad, runPace } from './load.ts'
import type { LoadFigures } from './load.ts'
import { openPeer } from './peer-program.ts'
import { toMedian, toQuantile } from './quantile.ts'
import { openLiveQuery, openStream } from './subscriber.ts'
import type { Subscriber } from './subscriber.ts'
import { measureYardstick } from './yardstick.ts'

/**
 * `npm run bench -- peer`: Footlight beside the closest tool, in turns, on this machine. The tool
 * keeps 500 envelopes in memory; Footlight keeps everything on disk.
 */
const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== 'peer'),
  options: {
    nodes: { type: 'string', default: '24,20' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
  },
})
const rounds = Number(flags.rounds)
const milliseconds = Number(flags.seconds) * 1000
const program = 'packages/cli/dist/footlight.js'
await setup()
const peer = openPeer()

const footlight: Contestant = {
  name: 'footlight',
  command: (port, folder) =>
    `${join(process.cwd(), program)} serve --port ${port} --data ${join(folder, 'data')} --root ${folder}`.split(
      ' ',
    ),
}
const toPeer = (name: string, path: string): Contestant => ({
  name,
  command: (port) => ['--require', peer.enclosure, path, 'server', '--port', String(port)],
})
const contestants = [
  footlight,
  toPeer('as shipped', peer.shipped),
  toPeer('unreported', peer.quiet),
] as const

/** What is sent, and how many times as many of it a second Footlight should answer. */
const kinds = [
  { sample: 'error, 30 frames', list: 'events', node24: [6, 10, 2], node20: [2.5, 0, 0] },
  { sample: 'transaction, 50 spans', list: 'traces', node24: [4, 5, 1.5], node20: [2.5, 0, 0] },
  { sample: 'logs, 100', list: 'logs', node24: [3, 5, 1], node20: [2.5, 0, 0] },
] as const

const CONCURRENCY = 8
let run = 0

type Measure = (running: RunningContestant, contestant: Contestant) => Promise<number>

/** The median of each contestant, measured in turns so that all of them meet the same machine. */
async function measureAll(
  node: string,
  measure: Measure,
  who: readonly Contestant[] = contestants,
): Promise<readonly number[]> {
  const all = who.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, contestant] of who.entries()) {
      const running = await startContestant(contestant, node)
      try {
        all[index]?.push(await measure(running, contestant))
      } finally {
        await running.stop()
      }
    }
  }
  return all.map(toMedian)
}

function report(figure: string, values: readonly number[], unit: string, target = ''): void {
  const [own = Number.NaN, ...others] = values
  const words = values.map((value) => `${toText(value)} ${unit}`.padStart(13))
  const ratios = others.map((other) => `${(own / other).toFixed(2)}x`.padStart(9))
  console.log(`${figure.padEnd(44)}${words.join('')}${ratios.join('')}   ${target}`)
}

function toText(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1)
}

function load(
  { url }: RunningContestant,
  sample: string,
  time = milliseconds,
): Promise<LoadFigures> {
  return runLoad({ url, sample, concurrency: CONCURRENCY, milliseconds: time, run: ++run })
}

/** Code that has run for a moment is faster, with everybody. */
async function warmUp(running: RunningContestant, sample: string): Promise<void> {
  await load(running, sample, 700)
}

function readToken({ folder }: RunningContestant): string {
  return readFileSync(join(folder, 'data/token'), 'utf8')
}

function subscribe(running: RunningContestant, contestant: Contestant): Promise<Subscriber> {
  const token = contestant === footlight ? `?token=${readToken(running)}` : ''
  return openStream(`${running.url}/stream${token}`)
}

async function untilFound(
  running: RunningContestant,
  list: string,
  { eventId, traceId }: LoadFigures['last'],
): Promise<void> {
  const paths = {
    events: `events/${eventId}`,
    traces: `traces/${traceId}`,
    logs: `logs?query=trace:${traceId}`,
  }
  const path = Object.entries(paths).find(([name]) => name === list)?.[1] ?? ''
  const headers = { authorization: `Bearer ${readToken(running)}` }
  for (;;) {
    const answer = await fetch(`${running.url}/__footlight/api/${path}`, { headers })
    const text = await answer.text()
    if (answer.ok && !text.startsWith('{"items":[]')) return
    await pause(5)
  }
}

const readIdle: Measure = async ({ rss }) => {
  await pause(3000)
  return rss()
}

async function compareStarts(node: string, isNewest: boolean): Promise<void> {
  const starts = await measureAll(node, ({ startedIn }) => Promise.resolve(startedIn))
  report('start to the first answer', starts, 'ms', 'at most 0.4x')
  const target = isNewest ? 'at most 0.5x' : 'at most 0.8x'
  report('memory, idle', await measureAll(node, readIdle), 'MB', target)
}

function toTarget(times: number): string {
  return times > 0 ? `at least ${times}x` : ''
}

async function compareThroughput(node: string, isNewest: boolean): Promise<number> {
  let highest = 0
  for (const kind of kinds) {
    const { sample, list } = kind
    const [alone, watched, queryable] = isNewest ? kind.node24 : kind.node20
    const work = createTally()
    const plain: Measure = async (running, contestant) => {
      await warmUp(running, sample)
      const before = running.worked()
      const { answered, perSecond } = await load(running, sample)
      work.add(contestant, (running.worked() - before) / answered)
      return perSecond
    }
    report(`${sample}: answered`, await measureAll(node, plain), '/s', toTarget(alone))
    report(`${sample}: processor time each`, work.medians(), 'ms')

    const withStream: Measure = async (running, contestant) => {
      const subscriber = await subscribe(running, contestant)
      await warmUp(running, sample)
      const { perSecond } = await load(running, sample)
      subscriber.close()
      return perSecond
    }
    const streamed = await measureAll(node, withStream)
    highest ||= streamed[1] ?? 0
    report(`${sample}: with one subscriber`, streamed, '/s', toTarget(watched))

    const withLiveQuery: Measure = async (running) => {
      const subscriber = await openLiveQuery(running.url, readToken(running), list)
      await warmUp(running, sample)
      const { perSecond } = await load(running, sample)
      subscriber.close()
      return perSecond
    }
    const live = await measureAll(node, withLiveQuery, [footlight])
    report(
      `${sample}: with one live query`,
      [...live, ...streamed.slice(1)],
      '/s',
      toTarget(watched),
    )

    const untilQueryable: Measure = async (running, contestant) => {
      await warmUp(running, sample)
      const begin = performance.now()
      const { answered, perSecond, last } = await load(running, sample)
      if (contestant !== footlight) return perSecond
      await untilFound(running, list, last)
      return answered / ((performance.now() - begin) / 1000)
    }
    const found = await measureAll(node, untilQueryable)
    report(`${sample}: found, to accepted`, found, '/s', toTarget(queryable))
  }
  return highest
}

/** What is measured beside the figure itself. */
function createTally(): {
  readonly add: (contestant: Contestant, value: number) => void
  readonly medians: () => readonly number[]
} {
  const values = new Map<Contestant, number[]>(contestants.map((contestant) => [contestant, []]))
  return {
    add: (contestant, value) => values.get(contestant)?.push(value),
    medians: () => [...values.values()].map(toMedian),
  }
}

async function compareLarge(node: string): Promise<void> {
  const sample = 'transaction, 2,000 spans'
  const stalls = createTally()
  const large: Measure = async (running, contestant) => {
    await warmUp(running, sample)
    const observer = observe(running.url, running.pid)
    await pause(500)
    await observer.take()
    const { perSecond } = await load(running, sample)
    const { greatest } = await observer.take()
    observer.close()
    stalls.add(contestant, greatest)
    return perSecond
  }
  report(`${sample}: answered`, await measureAll(node, large), '/s', 'at least 1x')
  report(`${sample}: slowest /health`, stalls.medians(), 'ms', 'at most 50 ms')
}

function toDelivery(perSecond: number, part: number): Measure {
  const sample = 'error, 30 frames'
  return async (running, contestant) => {
    const { url } = running
    const subscriber = await subscribe(running, contestant)
    await warmUp(running, sample)
    await pause(1000)
    const sent = await runPace({ url, sample, milliseconds, run: ++run, perSecond })
    await pause(1000)
    subscriber.close()
    const waits = [...sent].map(([id, time]) => (subscriber.seen.get(id) ?? Infinity) - time)
    return toQuantile(waits, part)
  }
}

async function compareDelivery(node: string, highest: number): Promise<void> {
  const idle = await measureAll(node, toDelivery(20, 0.5))
  report('delivery, idle (20/s): p50', idle, 'ms', 'no worse')
  const rate = Math.floor(highest)
  const busy = await measureAll(node, toDelivery(rate, 0.99))
  report(`delivery at ${rate}/s: p99`, busy, 'ms', 'at most 0.2x')
}

for (const version of flags.nodes.split(',')) {
  const node = openNode(version)
  const isNewest = version !== '20'
  const heads = contestants.map(({ name }) => name.padStart(13)).join('')
  console.log(`\n${`Node ${version}`.padEnd(44)}${heads}       to them`)
  console.log(`yardstick ${measureYardstick().toFixed(0)} ms`)
  await compareStarts(node, isNewest)
  const highest = await compareThroughput(node, isNewest)
  await compareLarge(node)
  await compareDelivery(node, highest)
  console.log(`yardstick ${measureYardstick().toFixed(0)} ms`)
}
