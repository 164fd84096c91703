import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { openSmallDisk } from './store/small-disk.ts'

const program = fileURLToPath(new URL('../packages/cli/dist/footlight.js', import.meta.url))
const unmountable = 'only root on Linux may mount a disk that is small'

const cleanUps: (() => void | Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

function makeData(): string {
  const data = makeFolder()
  cleanUps.push(() => removeFolder(data))
  return data
}

async function open(data: string): Promise<Footlight> {
  const footlight = await openFootlight({ data })
  cleanUps.push(() => footlight.kill())
  return footlight
}

async function post({ url }: Footlight, message: string, size = 0): Promise<number> {
  const event = { message, extra: { filling: 'x'.repeat(size) } }
  const body = `{}\n{"type":"event"}\n${JSON.stringify(event)}`
  return (await fetch(`${url}/api/1/envelope/`, { method: 'POST', body })).status
}

async function messages(footlight: Footlight): Promise<readonly string[]> {
  await settle(footlight)
  const { items } = await footlight.read<{ items: readonly { message: string }[] }>('events', {
    limit: '5000',
    sort: 'time',
  })
  return items.map(({ message }) => message)
}

interface Health {
  readonly notices: readonly { readonly code: string; readonly text: string }[]
  readonly lost: readonly { readonly reason: string; readonly quantity: number }[]
}

async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isRight(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** What a start says that comes to nothing. */
async function failToStart(
  data: string,
): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', data])
  cleanUps.push(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as readonly unknown[]
  return { code, said }
}

test('a disk that is full loses nothing that is kept, says so, and goes on when there is room', async (context) => {
  const disk = openSmallDisk('size=6m')
  if (disk === undefined) return context.skip(unmountable)
  cleanUps.push(disk.remove)
  const footlight = await open(disk.folder)
  expect(await post(footlight, 'first')).toBe(200)
  expect(await messages(footlight)).toEqual(['first'])
  // SDKs are answered all the same: an error would only make them throw away more.
  for (let index = 0; index < 80; index++)
    expect(await post(footlight, `m${index}`, 200_000)).toBe(200)
  const { notices } = await footlight.read<Health>('health')
  expect(notices).toContainEqual(
    expect.objectContaining({
      code: 'disk',
      text: expect.stringMatching(/cannot be kept/) as string,
    }),
  )
  disk.remount('size=200m')
  expect(await post(footlight, 'last')).toBe(200)
  const kept = await until(
    () => messages(footlight),
    (found) => found.includes('last'),
  )
  expect(kept).toContain('first')
  const isCounted = ({ lost }: Health): boolean => {
    const refused = lost.find(({ reason }) => reason === 'the disk refused')
    return kept.length + (refused?.quantity ?? 0) === 82
  }
  await until(() => footlight.read<Health>('health'), isCounted)
  expect(await footlight.stop()).toBe(0)
  const again = await open(disk.folder)
  expect(await messages(again)).toEqual(kept)
})

test('a disk that is full, or may not be written to, is named at the start', async (context) => {
  const disk = openSmallDisk('size=64k')
  if (disk === undefined) return context.skip(unmountable)
  cleanUps.push(disk.remove)
  const data = join(disk.folder, 'data')
  disk.remount('ro')
  expect(await failToStart(data)).toMatchObject({
    code: 3,
    said: expect.stringContaining(data) as string,
  })
  disk.remount('rw')
  mkdirSync(data)
  expect(() => writeFileSync(join(disk.folder, 'filling'), Buffer.alloc(1 << 20))).toThrow('ENOSPC')
  const full = await failToStart(data)
  expect(full).toMatchObject({ code: 3 })
  expect(full.said).toMatch(/its disk is full.*--data/)
  rmSync(join(disk.folder, 'filling'))
  disk.remount('ro')
  const readOnly = await failToStart(data)
  expect(readOnly).toMatchObject({ code: 3 })
  expect(readOnly.said).toMatch(/read-only.*--data/)
})

test('a damaged database is set aside, told, and made again of the log', async () => {
  const data = makeData()
  const first = await open(data)
  for (const message of ['one', 'two', 'three']) expect(await post(first, message)).toBe(200)
  const before = await messages(first)
  // Not killed: what a write-ahead log holds would mend it.
  await first.stop()
  writeFileSync(join(data, 'footlight.db'), Buffer.alloc(100_000, 'garbage'))
  const second = await open(data)
  expect(await messages(second)).toEqual(before)
  const { notices } = await second.read<Health>('health')
  const [aside = ''] = readdirSync(data).filter((name) => name.includes('database-damaged'))
  expect(readFileSync(join(data, aside)).length).toBe(100_000)
  expect(notices).toContainEqual(
    expect.objectContaining({
      code: 'store-database-damaged',
      text: expect.stringContaining(aside) as string,
    }),
  )
  expect(second.complaints()).toContain(aside)
})

test('damage within the log costs what it hit, and is told', async () => {
  const data = makeData()
  const first = await open(data)
  for (const message of ['one', 'two', 'three']) expect(await post(first, message, 5000)).toBe(200)
  await settle(first)
  await first.stop()
  const log = join(data, 'log')
  const [segment = ''] = readdirSync(log).filter((name) => readFileSync(join(log, name)).length > 0)
  const bytes = readFileSync(join(log, segment))
  bytes.fill(0, bytes.indexOf('two') + 100, bytes.indexOf('two') + 200)
  writeFileSync(join(log, segment), bytes)
  for (const name of readdirSync(data)) {
    if (name.startsWith('footlight.db')) rmSync(join(data, name), { recursive: true })
  }
  const second = await open(data)
  expect(await messages(second)).toEqual(['one', 'three'])
  const { notices } = await second.read<Health>('health')
  expect(notices.map(({ code }) => code)).toContain('store-log-damaged')
})

test('of two that start in one folder the second joins the first', async () => {
  const data = makeData()
  const both = await Promise.all([open(data), open(data)])
  expect(both[0].url).toBe(both[1].url)
  const ended = await Promise.race(both.map(({ process: child }) => once(child, 'exit')))
  expect(ended).toEqual([0, null])
  const [one, other] = both
  expect(await post(one, 'kept')).toBe(200)
  expect(await messages(other)).toEqual(['kept'])
})

test('a lock that a killed process left keeps nobody out', async () => {
  const data = makeData()
  const first = await open(data)
  expect(await post(first, 'kept')).toBe(200)
  await settle(first)
  const { driver } = await first.read<{ driver: string }>('health')
  await first.kill()
  const lock = join(data, 'footlight.db.lock')
  // The driver of Node 20 has a folder for it; what another Node finds is the same.
  if (driver === 'wasm') expect(existsSync(lock)).toBe(true)
  else mkdirSync(lock)
  const second = await open(data)
  expect(await messages(second)).toEqual(['kept'])
  expect(await post(second, 'more')).toBe(200)
  expect(await messages(second)).toEqual(['kept', 'more'])
})
