import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Measures } from './scale/measure.ts'

/**
 * How the cost of every question grows with what is stored: `npm run bench`, or with sizes and
 * drivers `npm run bench -w store -- 10000,100000 wasm`. A size is so many spans and as many logs.
 */
const sizes = (process.argv[2] ?? '10000,100000,1000000').split(',').map(Number)
const drivers = (process.argv[3] ?? 'node,wasm').split(',')

const built = fileURLToPath(new URL('../dist', import.meta.url))
const rssTarget = 250e6
const waitTarget = 50

/** Installed by `npm run test:nodes`; the Node that runs this where it has SQLite of its own. */
function findNode(driver: string): string | undefined {
  const newer = fileURLToPath(
    new URL('../../../.cache/nodes/24/node_modules/node/bin/node', import.meta.url),
  )
  if (driver === 'wasm') return process.execPath
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return existsSync(newer) ? newer : undefined
}

function run(node: string, ...parameters: readonly string[]): string {
  return execFileSync(node, ['--no-warnings', join(built, 'measure.js'), ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function measure(node: string, driver: string, size: number): Measures {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-scale-'))
  try {
    const filled = Number(run(node, 'fill', folder, driver, String(size)))
    return {
      filled,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other file prints it
      ...(JSON.parse(run(node, 'measure', folder, driver)) as Omit<Measures, 'filled'>),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As it is published: what reads TypeScript would be most of the memory. */
async function buildMeasure(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['node-sqlite3-wasm'], target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: built,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          measure: fileURLToPath(new URL('scale/measure.ts', import.meta.url)),
          'store-worker': fileURLToPath(new URL('../src/worker.ts', import.meta.url)),
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
}

/** The same work on every machine, to read the figures by: about 100 ms on a quiet one. */
function calibrate(): number {
  const begin = performance.now()
  let sum = 0
  for (let turn = 0; turn < 100_000_000; turn++) sum = (sum + turn * 7) | 0
  return performance.now() - begin + (sum === 1 ? 1 : 0)
}

/** Marks what misses its target. */
function toCell(value: number, target = Infinity): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ${value > target ? '!' : ' '}`.padStart(9)
}

function printRow(name: string, ...columns: readonly (readonly string[])[]): void {
  console.log(name.padEnd(32) + columns.map((cells) => cells.join('')).join('  '))
}

function printTable(driver: string, all: readonly Measures[]): void {
  const header = sizes.map((size) => `${size / 1000}k `.padStart(9))
  console.log(`\n${driver}; a calibration loop of 100 ms took ${calibrate().toFixed(0)} ms`)
  const titles = ['median ms', 'of processor', "longest wait of an arrival's answer"]
  printRow(
    '',
    titles.map((title) => title.padEnd(header.length * 9)),
  )
  printRow('', header, header, header)
  for (const [at, { name, target }] of (all[0]?.rows ?? []).entries()) {
    const rows = all.flatMap((measures) => measures.rows[at] ?? [])
    printRow(
      name,
      rows.map(({ median }) => toCell(median, target)),
      rows.map(({ cpu }) => toCell(cpu, target)),
      rows.map(({ wait }) => toCell(wait, waitTarget)),
    )
  }
  printRow(
    'memory of the process in MB',
    all.map(({ rss }) => toCell(rss / 1e6, rssTarget / 1e6)),
  )
  printRow(
    'kept in MB',
    all.map(({ bytes }) => toCell(bytes / 1e6)),
  )
  printRow(
    'rows a second',
    all.map(({ filled }) => toCell(filled)),
  )
}

await buildMeasure()
for (const driver of drivers) {
  const node = findNode(driver)
  if (node === undefined)
    console.log(`\n${driver}: no Node that has it; \`npm run test:nodes\` installs one.`)
  else
    printTable(
      driver,
      sizes.map((size) => measure(node, driver, size)),
    )
}
