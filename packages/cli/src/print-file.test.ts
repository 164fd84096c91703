import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { printFile } from './print-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'footlight-print-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function print(content: Uint8Array | string | undefined, isJson = false) {
  const file = join(folder, 'envelope')
  rmSync(file, { force: true })
  if (content !== undefined) writeFileSync(file, content)
  const lines: string[] = []
  const complaints: string[] = []
  const code = await printFile(file, {
    isJson,
    print: (line) => lines.push(line),
    complain: (line) => complaints.push(line),
  })
  return { code, lines, complaints }
}

const log = '{}\n{"type":"event"}\n{"message":"hello"}'
const attachment = '{}\n{"type":"attachment","filename":"a.txt","length":3}\nabc'

describe('what can be read', () => {
  test.each([
    ['an envelope', log],
    ['one that is gzip', gzipSync(log)],
  ])('%s', async (_sentence, content) => {
    const { code, lines } = await print(content)
    expect(code).toBe(0)
    expect(lines).toEqual(['event            error hello'])
  })

  test('bytes are named by their number in JSON', async () => {
    const { lines } = await print(attachment, true)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { kind: 'attachment', filename: 'a.txt', data: '3 bytes' },
    ])
  })

  test('what would speak to the terminal is written out', async () => {
    const { lines } = await print('{}\n{"type":"event"}\n{"message":"\\u001b]0;pwned\\u0007"}')
    expect(lines).toEqual(['event            error \\u001b]0;pwned\\u0007'])
  })
})

describe('what cannot', () => {
  test.each([
    ['a file that is not there', undefined, 1, /Cannot read/],
    ['gzip that is cut', gzipSync('x'.repeat(9000)).subarray(0, 30), 1, /is damaged/],
    ['gzip without an end', gzipSync(Buffer.alloc(201 << 20)), 1, /more than 200 MB/],
    ['an item that is cut', '{}\n{"type":"event","length":99}\n{"mess', 2, /item-/],
  ])('%s', async (_sentence, content, expected, complaint) => {
    const { code, complaints } = await print(content)
    expect(code).toBe(expected)
    expect(complaints.join(' ')).toMatch(complaint)
  })
})
