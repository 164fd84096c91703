import { openStore } from '../../src/store.ts'
import type { Store } from '../../src/store.ts'
import type { DriverName } from '../../src/driver/database.ts'
import { questions } from './questions.ts'
import type { BenchQuestion } from './questions.ts'
import { makeArrivals } from './telemetry.ts'

/** What one process found out: printed as JSON for the one that started it. */
export interface Measures {
  /** Spans and logs a second that became rows. */
  readonly filled: number
  readonly rss: number
  readonly bytes: number
  readonly rows: readonly QuestionMeasure[]
}

export interface QuestionMeasure {
  readonly name: string
  readonly median: number
  /** Milliseconds of processor: on a busy machine the median says little. */
  readonly cpu: number
  readonly target: number
  /** The longest that an arrival waited meanwhile for its answer. */
  readonly wait: number
}

const REPEATS = 7
const worker = new URL('store-worker.js', import.meta.url)

function open(folder: string, driver: DriverName): Store {
  return openStore({ folder, driver, maxBytes: 64e9, hosts: [], worker })
}

async function settle(store: Store): Promise<void> {
  while (store.state().backlog > 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

async function fill(folder: string, driver: DriverName, count: number): Promise<number> {
  const store = open(folder, driver)
  const begin = performance.now()
  for (const arrival of makeArrivals(count)) {
    await store.append(arrival)
    while (store.state().backlog > 200) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await settle(store)
  const seconds = (performance.now() - begin) / 1000
  await store.close()
  return (2 * count) / seconds
}

/** Logs as an app sends them while somebody looks around. */
function startSending(store: Store): {
  readonly takeWait: () => number
  readonly stop: () => void
} {
  let longest = 0
  let serial = 0
  const send = async (): Promise<void> => {
    const id = `wait${++serial}`
    const event = { message: id, timestamp: Date.now() / 1000 }
    const body = Buffer.from(`{}\n{"type":"event"}\n${JSON.stringify(event)}`)
    const begin = performance.now()
    await store.append({
      facts: { id, receivedAt: Date.now(), format: 'envelope', channel: 'dsn' },
      body,
    })
    longest = Math.max(longest, performance.now() - begin)
  }
  const timer = setInterval(() => void send(), 20)
  return {
    takeWait: () => {
      const taken = longest
      longest = 0
      return taken
    },
    stop: () => clearInterval(timer),
  }
}

interface Turn {
  readonly time: number
  readonly cpu: number
}

async function ask(store: Store, { name, path, parameters }: BenchQuestion): Promise<Turn> {
  const before = process.cpuUsage()
  const begin = performance.now()
  const answer = await store.ask(path, parameters)
  const time = performance.now() - begin
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.message}`)
  const { user, system } = process.cpuUsage(before)
  return { time, cpu: (user + system) / 1000 }
}

function toMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

async function measure(folder: string, driver: DriverName): Promise<Omit<Measures, 'filled'>> {
  const store = open(folder, driver)
  await settle(store)
  await store.ask('health', {})
  let rss = 0
  const quiet: Turn[][] = []
  for (const question of questions) {
    const turns: Turn[] = []
    while (turns.length < REPEATS) turns.push(await ask(store, question))
    quiet.push(turns)
    rss = Math.max(rss, process.memoryUsage().rss)
  }
  const sending = startSending(store)
  const rows: QuestionMeasure[] = []
  for (const [at, question] of questions.entries()) {
    sending.takeWait()
    for (let turn = 0; turn < REPEATS; turn++) await ask(store, question)
    const turns = quiet[at] ?? []
    rows.push({
      name: question.name,
      median: toMedian(turns.map(({ time }) => time)),
      cpu: toMedian(turns.map(({ cpu }) => cpu)),
      target: question.target[driver],
      wait: sending.takeWait(),
    })
  }
  sending.stop()
  const { bytes } = store.state()
  await store.close()
  return { rss, bytes, rows }
}

const [step, folder = '', driver, count] = process.argv.slice(2)
const chosen = driver === 'wasm' ? 'wasm' : 'node'
const result =
  step === 'fill' ? await fill(folder, chosen, Number(count)) : await measure(folder, chosen)
process.stdout.write(JSON.stringify(result))
