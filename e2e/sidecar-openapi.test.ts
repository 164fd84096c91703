import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listCaptures, readCapture } from './corpus/capture.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { sendAsRequests } from './sidecar/send-capture.ts'
import schema from '../packages/protocol/src/api/read-api.schema.json' with { type: 'json' }

let footlight: Footlight
const ajv = new Ajv2020({ strict: false, allErrors: true })

const handmade = 'e2e/fixtures/handmade'

beforeAll(async () => {
  footlight = await openFootlight({ data: makeFolder() })
  for (const folder of listCaptures())
    await sendAsRequests(footlight, readCapture(folder).requests, '')
  for (const name of readdirSync(handmade)) {
    const body = readFileSync(join(handmade, name))
    await fetch(`${footlight.url}/stream`, { method: 'POST', body })
  }
  await footlight.change('agents', { agent: 'a', tool: 'b', about: 'c' })
  await footlight.change('pointed', { what: 'issue', id: '1', title: 'here' })
  await settle(footlight)
  const document = await footlight.read<object>('openapi.json')
  ajv.addSchema(document, 'footlight')
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(footlight.data)
})

/** Asked with what they need, where that is more than nothing. */
const parameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stats: { source: 'spans', stat: 'count,p95(duration)', group: 'op' },
  'metrics/series': { name: 'checkout.latency', stat: 'avg(value)', interval: '60000' },
  sources: { frames: '[{"filename":"src/cart.ts","line":41}]' },
}

/** Of lists under one id, and what the items of a list are called by. */
const keys: Readonly<Record<string, string>> = { traces: 'traceId' }

async function toPaths(pattern: string): Promise<readonly string[]> {
  const [list = '', id, ...rest] = pattern.split('/')
  if (id === undefined || !id.startsWith(':')) return [pattern]
  const { items } = await footlight.read<{ items: Readonly<Record<string, string>>[] }>(list, {
    limit: '30',
  })
  return items.map((item) =>
    [list, encodeURIComponent(item[keys[list] ?? 'id'] ?? ''), ...rest].join('/'),
  )
}

describe('what is answered is what the document says', () => {
  test.each(Object.keys(schema.paths))('%s', async (pattern) => {
    const address = `/${pattern.replace(/:(\w+)/g, '{$1}')}`.replaceAll('/', '~1')
    const place = `footlight#/paths/${address}/get/responses/200/content/application~1json/schema`
    const check = ajv.getSchema(place.replaceAll('{', '%7B').replaceAll('}', '%7D'))
    expect(check).toBeTypeOf('function')
    for (const path of await toPaths(pattern)) {
      const answer = await footlight.read(path, parameters[pattern] ?? { limit: '1000' })
      const isRight = check?.(answer)
      expect([path, isRight === true ? [] : check?.errors?.slice(0, 5)]).toEqual([path, []])
    }
  })
})
