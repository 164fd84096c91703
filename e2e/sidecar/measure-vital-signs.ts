import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import type { VitalSigns } from './observer.ts'

// A process of its own: one that attacks is too busy to see how fast it is answered.
const [url = '', pid = ''] = process.argv.slice(2)

let rss = 0
let waits: number[] = []
let turns = readTurns()

setInterval(() => {
  rss = Math.max(rss, readRss())
}, 5)

setInterval(() => {
  const start = performance.now()
  get(`${url}/health`, { agent: false }, (response) => {
    response.resume()
    response.on('end', () => waits.push(performance.now() - start))
  }).on('error', () => waits.push(Infinity))
}, 25)

process.on('message', () => {
  const now = readTurns()
  const worked = now.worked - turns.worked
  const waited = now.waited - turns.waited
  const signs: VitalSigns = {
    rss,
    median: toQuantile(waits, 0.5),
    p90: toQuantile(waits, 0.9),
    greatest: toQuantile(waits, 1),
    samples: waits.length,
    slowness: worked > 0 ? (worked + waited) / worked : 1,
  }
  process.send?.(signs)
  rss = 0
  waits = []
  turns = now
})

function toQuantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0
}

function readRss(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readProcess('status'))?.[1] ?? 0) / 1024
}

/** Nanoseconds in which the main thread had a processor, and in which it waited for one. */
function readTurns(): { readonly worked: number; readonly waited: number } {
  const [worked = 0, waited = 0] = readProcess('schedstat').split(' ').map(Number)
  return { worked, waited }
}

function readProcess(file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // Only Linux says it so.
    return ''
  }
}
