import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyScope, readArrival } from 'protocol'
import type { ArrivalFormat } from 'protocol'
import { describe, expect, test } from 'vitest'
import { corpus } from './corpus/capture.ts'
import { inflate } from './corpus/read-capture.ts'

/**
 * Files of other projects' test suites, odd, old and broken on purpose; never part of this one. Each
 * goes through the reader of what its manifest says it is, and through every other.
 */
const folder = join(corpus, 'public')
const manifest = join(folder, 'MANIFEST.tsv')

const formats: readonly ArrivalFormat[] = [
  'envelope',
  'store',
  'otlp-traces',
  'otlp-logs',
  'otlp-metrics',
  'minidump',
  'attachments',
  'security',
  'nel',
  'unreal',
  'cron',
  'vercel',
  'cloudflare',
  'heroku',
  'supabase',
  'json',
]

const own: Readonly<Record<string, ArrivalFormat>> = {
  envelope: 'envelope',
  'event-json': 'store',
  'otlp-traces-json': 'otlp-traces',
  'otlp-traces-protobuf': 'otlp-traces',
  'otlp-logs-json': 'otlp-logs',
  'otlp-logs-protobuf': 'otlp-logs',
  'otlp-metrics-json': 'otlp-metrics',
  'otlp-metrics-protobuf': 'otlp-metrics',
  'log-drain-supabase': 'supabase',
  minidump: 'minidump',
}

interface ForeignFile {
  readonly path: string
  readonly kind: string
}

function listFiles(): readonly ForeignFile[] {
  if (!existsSync(manifest)) return []
  const [, ...rows] = readFileSync(manifest, 'utf8').trim().split('\n')
  return rows
    .map((row) => row.split('\t'))
    .map(([path = '', , , , kind = '']) => ({ path, kind }))
    .filter(({ path }) => existsSync(join(folder, path)))
}

function read(body: Uint8Array, format: ArrivalFormat): ReturnType<typeof readArrival> {
  return readArrival({
    format,
    body,
    contentType: undefined,
    scope: emptyScope,
    parameters: {},
    receivedAt: 0,
    inflate,
  })
}

describe.runIf(existsSync(manifest))('files of other projects', () => {
  const files = listFiles()

  test('are read without an exception, by whichever reader; problems say where', () => {
    for (const { path } of files) {
      const body = readFileSync(join(folder, path))
      for (const format of formats) {
        const { records, problems } = read(body, format)
        for (const { code, offset } of problems) {
          expect(offset, `${code} in ${path} as ${format}`).toBeGreaterThanOrEqual(0)
          expect(offset, `${code} in ${path} as ${format}`).toBeLessThanOrEqual(body.length)
        }
        const isSilent = records.length === 0 && problems.length > 0 && body.length > 0
        expect(isSilent, `${path} as ${format} has problems and no bytes kept`).toBe(false)
      }
    }
  })

  test.each(Object.entries(own))('%s: none is lost', (kind, format) => {
    for (const { path } of files.filter((file) => file.kind === kind)) {
      const body = readFileSync(join(folder, path))
      const { records, problems } = read(body, format)
      // What yields nothing at all, without a word, is an export of nothing or an empty envelope.
      if (records.length === 0 && problems.length === 0) expect(body.length, path).toBeLessThan(700)
    }
  })
})
