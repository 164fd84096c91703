import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

/** Compiles a copy of the project in which `file` is changed; answers with what tsc says. */
async function compileWith(file: string, change: (text: string) => string): Promise<string> {
  const copy = mkdtempSync(join(process.cwd(), 'node_modules/.unread-'))
  try {
    for (const part of ['packages/protocol', 'packages/cli']) {
      cpSync(part, join(copy, part), { recursive: true })
    }
    cpSync('tsconfig.json', join(copy, 'tsconfig.json'))
    symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'), 'junction')
    const path = join(copy, file)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    const paths = { protocol: ['./packages/protocol/src/index.ts'] }
    const config = {
      extends: './tsconfig.json',
      compilerOptions: { paths },
      include: ['packages/*/src'],
    }
    writeFileSync(join(copy, 'tsconfig.copy.json'), JSON.stringify(config))
    const { stdout } = await run('npx', [
      '--no-install',
      'tsc',
      '-p',
      join(copy, 'tsconfig.copy.json'),
    ]).catch((error: { readonly stdout: string }) => error)
    return stdout
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

test('the copy compiles as it is', async () => {
  expect(await compileWith('packages/protocol/src/record.ts', (text) => text)).toBe('')
})

test('a kind that nothing reads does not compile, and neither does one without a line', async () => {
  const said = await compileWith('packages/protocol/src/record.ts', (text) =>
    text.replace(
      '  | FindingRecord\n',
      "  | FindingRecord\n  | (Omit<FindingRecord, 'kind'> & { readonly kind: 'weather' })\n",
    ),
  )
  expect(said).toContain('item-readers.ts')
  expect(said).toContain('"weather"')
  expect(said).toContain('record-line.ts')
})

test('an item type of the SDK that nothing reads does not compile', async () => {
  const said = await compileWith('packages/protocol/src/item-readers.ts', (text) =>
    text.replace('  trace_metric: readTraceMetricItem,\n', ''),
  )
  expect(said).toContain("Property 'trace_metric' is missing")
})
