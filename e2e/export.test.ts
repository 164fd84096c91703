import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFootlight } from './cli/run-footlight.ts'
import { listCaptures, readCapture } from './corpus/capture.ts'
import { makeError, sendItem } from './mcp/sent-items.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { sendAsRequests } from './sidecar/send-capture.ts'

const fixtures = join(import.meta.dirname, 'fixtures/captures')

describe('what was exported', () => {
  let footlight: Footlight
  let data: string
  let folder: string

  beforeAll(async () => {
    data = makeFolder()
    folder = makeFolder()
    footlight = await openFootlight({ data })
    for (const capture of listCaptures().filter((path) => path.startsWith(fixtures))) {
      await sendAsRequests(footlight, readCapture(capture).requests, 'corpus')
    }
    const secret = { extra: { apiKey: 'sk_live_abcdefgh1234' }, fingerprint: ['secret'] }
    await sendItem(footlight, 'event', makeError('password=hunter2', secret))
    await settle(footlight)
  })

  afterAll(async () => {
    await footlight.stop()
    removeFolder(data)
    removeFolder(folder)
  })

  test('is imported into another Footlight, and is all there', async () => {
    const file = join(folder, 'all.jsonl.gz')
    const where = ['--data', data, '--root', data]
    const exported = await runFootlight(['export', file, ...where])
    expect(exported.code, exported.errors).toBe(0)
    expect(exported.errors).toMatch(/^Wrote \d+ arrivals, .*\n\d+ secrets masked\./)
    const text = gunzipSync(readFileSync(file)).toString()
    const bodies = text
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => Buffer.from((JSON.parse(line) as { body: string }).body, 'base64').toString())
    expect(bodies.join()).not.toContain('hunter2')
    expect(bodies.join()).not.toContain('sk_live_')
    expect((await runFootlight(['export', file, ...where])).code).toBe(2)

    const other = makeFolder()
    const imported = await runFootlight(['import', file, '--data', other, '--root', other])
    expect(imported.code, imported.errors).toBe(0)
    const second = await openFootlight({ data: other })
    for (const list of ['events', 'spans', 'logs', 'metrics', 'issues', 'traces', 'feedback']) {
      expect(await total(second, list), list).toBe(await total(footlight, list))
    }
    await second.stop()
    removeFolder(other)
  })

  test('says before it is written what it would have, and what not', async () => {
    const { errors, output, code } = await runFootlight(['export', '--preview', '--data', data])
    expect(code).toBe(0)
    expect(output).toBe('')
    expect(errors).toMatch(/^Would write \d+ arrivals/)
    expect(errors).toMatch(/Left out, because nobody can look into them: .*replay_recording/)
  })

  test('may be one issue with its trace', async () => {
    const file = join(folder, 'issue.jsonl.gz')
    const { items } = await footlight.read<{ items: { id: string }[] }>('issues', {
      query: '"gateway timeout"',
    })
    const id = items[0]?.id ?? ''
    const exported = await runFootlight(['export', file, '--issue', id, '--data', data])
    expect(exported.code, exported.errors).toBe(0)
    const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n')
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.length).toBeLessThan(30)
  })

  test.each([
    ['no gzip', 'hello', 2],
    ['another program’s', undefined, 1],
  ])('a file that is none is told so: %s', async (_sentence, text, code) => {
    const file = join(folder, 'none')
    if (text !== undefined) writeFileSync(file, text)
    const other = makeFolder()
    const path = text === undefined ? join(folder, 'absent') : file
    const finished = await runFootlight(['import', path, '--data', other, '--root', other])
    removeFolder(other)
    expect(finished.code).toBe(code)
    expect(finished.errors).not.toMatch(/^\s+at /m)
  })
})

async function total(where: Footlight, list: string): Promise<number> {
  return (await where.read<{ total: number }>(list, { limit: '1' })).total
}
