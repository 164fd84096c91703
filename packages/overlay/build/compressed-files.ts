import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Smaller ones grow by it. */
const SMALLEST = 512

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Writes what a browser takes beside each file of the build, so that the sidecar never compresses. */
export function compressedFiles(): Plugin {
  return {
    name: 'compressed-files',
    writeBundle: async ({ dir = '' }, bundle) => {
      const names = Object.keys(bundle).filter((name) => /\.(?:js|css|html|svg)$/.test(name))
      await Promise.all(names.map((name) => compress(join(dir, name))))
    },
  }
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.length < SMALLEST) return
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  await Promise.all([
    toGzip(bytes, { level: 9 }).then((packed) => writeFile(`${path}.gz`, packed)),
    toBrotli(bytes, { params }).then((packed) => writeFile(`${path}.br`, packed)),
  ])
}
