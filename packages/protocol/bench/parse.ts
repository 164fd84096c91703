import { unzipSync } from 'node:zlib'
import { emptyScope, readArrival } from '../src/index.ts'
import type { ArrivalFormat, Inflate } from '../src/index.ts'
import { toOtlpSample } from './otlp.ts'
import { samples } from './samples.ts'
import type { Sample } from './samples.ts'

/**
 * Megabytes a second of turning bytes into records, beside `JSON.parse` of the same payload in
 * turns in the same run: machines are noisy, the ratio of neighbours is not.
 */
const inflate: Inflate = (bytes) => ({ ok: true, bytes: unzipSync(bytes) })
const decoder = new TextDecoder()

function read(body: Uint8Array, format: ArrivalFormat): number {
  return readArrival({
    format,
    body,
    contentType: undefined,
    scope: emptyScope,
    parameters: {},
    receivedAt: 0,
    inflate,
  }).records.length
}

/** Milliseconds of one call, over enough calls to be seen by the clock. */
function time(calls: number, work: () => unknown): number {
  const begin = performance.now()
  for (let call = 0; call < calls; call++) work()
  return (performance.now() - begin) / calls
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function measure({ name, body, json }: Sample): string {
  const calls = Math.max(1, Math.round(400_000 / body.length))
  const parse = (): unknown => JSON.parse(decoder.decode(json))
  const records = (): unknown => read(body, 'envelope')
  for (let round = 0; round < 30; round++) [parse, records].forEach((work) => time(calls, work))
  const rounds = Array.from(
    { length: 81 },
    () => [time(calls, parse), time(calls, records)] as const,
  )
  const parsed = median(rounds.map(([alone]) => alone))
  const made = median(rounds.map(([, whole]) => whole))
  const ratio = median(rounds.map(([alone, whole]) => whole / alone))
  return [
    name.padEnd(26),
    `${(body.length / 1024).toFixed(1)} KB`.padStart(10),
    `${Math.round(json.length / 1000 / parsed)}`.padStart(12),
    `${Math.round(body.length / 1000 / made)}`.padStart(12),
    ratio.toFixed(2).padStart(8),
  ].join('')
}

console.log(
  [
    '',
    'size'.padStart(36),
    'JSON.parse'.padStart(12),
    'records'.padStart(12),
    'ratio'.padStart(8),
  ].join(''),
)
console.log(
  ['', ''.padStart(36), 'MB/s'.padStart(12), 'MB/s'.padStart(12), ''.padStart(8)].join(''),
)
for (const sample of samples) console.log(measure(sample))

/** Both encodings of the same spans, in turns. */
function compareOtlp(): string {
  const { spans, json, protobuf } = toOtlpSample(1000)
  const works = [json, protobuf].map((body) => (): unknown => read(body, 'otlp-traces'))
  const turn = (): readonly number[] => works.map((work) => time(1, work))
  for (let round = 0; round < 30; round++) turn()
  const rounds = Array.from({ length: 81 }, turn)
  const [asJson, asProtobuf] = [0, 1].map((index) =>
    median(rounds.map((round) => round[index] ?? 0)),
  )
  const ratio = median(rounds.map(([first = 1, second = 0]) => second / first))
  const each = (milliseconds = 0): string => ((milliseconds / spans) * 1000).toFixed(2)
  return `OTLP, ${spans} spans of 12 attributes: JSON ${each(asJson)} µs a span, protobuf ${each(asProtobuf)} µs, ratio ${ratio.toFixed(2)}`
}

console.log(`\n${compareOtlp()}`)
