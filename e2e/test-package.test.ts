import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type * as TestPackage from '../packages/cli/src/test.ts'
import { findBrowser } from './browser.ts'

const examples = join(import.meta.dirname, 'examples')

/** As it is published: its declarations are there only after a whole build. */
const published = join(import.meta.dirname, '../packages/cli/dist/test.js')

// oxlint-disable-next-line no-control-regex -- colours
const COLOUR = /\u001B\[\d+m/g

interface Finished {
  readonly code: number
  readonly output: string
  readonly errors: string
}

function run(command: string, parameters: readonly string[], folder: string): Promise<Finished> {
  const { VITEST: _vitest, NODE_OPTIONS: _options, ...environment } = process.env
  const env = { ...environment, CHROMIUM: findBrowser() ?? '' }
  return new Promise((resolve) => {
    execFile(command, [...parameters], { cwd: join(examples, folder), env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: out, errors: err })
    })
  })
}

describe('the examples of the documents', () => {
  test('in Vitest', async () => {
    const { code, output, errors } = await run('npx', ['vitest', 'run'], 'vitest')
    expect(code, output + errors).toBe(0)
    expect(output.replace(COLOUR, '')).toContain('2 passed')
  })

  test('in node:test', async () => {
    const { code, output } = await run(process.execPath, ['--test'], 'node-test')
    expect(code, output).toBe(0)
    expect(output).toMatch(/pass 2/)
  })

  test('in Playwright, which fails what throws and attaches why', async () => {
    const { code, output } = await run('npx', ['playwright', 'test'], 'playwright')
    expect(code, output).toBe(0)
    const { stats } = JSON.parse(output) as { stats: { expected: number } }
    expect(stats.expected).toBe(3)
    expect(output).toMatch(/"name": "issue-[0-9a-f]{8}\.md"/)
    expect(output).toMatch(/"name": "trace-[0-9a-f]{8}\.svg"/)
    expect(output).toContain('The app had issues while this test ran:')
    expect(output).toMatch(/1x TypeError: Cannot read properties of null/)
    expect(output).toMatch(/1x RangeError: cart is empty/)
  })
})

test('what does not come is told with what came instead', async () => {
  const { startFootlight } = (await import(published)) as typeof TestPackage
  const footlight = await startFootlight()
  try {
    await expect(footlight.waitFor('x', { timeout: 100 })).rejects.toThrow('No events came at all.')
    const item = { message: 'another thing', level: 'info' }
    const lines = [{}, { type: 'event' }, item].map((line) => JSON.stringify(line)).join('\n')
    await footlight.post('/stream', 'application/x-sentry-envelope', lines)
    await expect(footlight.waitFor('x', { timeout: 300 })).rejects.toThrow('another thing')
    await expect(footlight.issues('level:')).rejects.toThrow('has:level')
    footlight.begin()
    expect(await footlight.events()).toEqual([])
  } finally {
    await footlight.close()
  }
})
