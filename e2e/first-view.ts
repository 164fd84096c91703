import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The panel as the build left it: what a browser asks for before it shows anything. */
export interface FirstView {
  readonly requests: number
  /** With gzip, as it is sent. */
  readonly bytes: number
}

/** The page, what it names, and whatever that imports in turn. */
export function readFirstView(assets: string): FirstView {
  const read = new Map<string, Buffer>()
  const open = [join(assets, 'index.html')]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (read.has(path)) continue
    const bytes = readFileSync(path)
    read.set(path, bytes)
    const named = bytes.toString().matchAll(/(?:src=|href=|from|import)\s*"(\.\/[^"]+)"/g)
    for (const [, name = ''] of named) open.push(join(dirname(path), name))
  }
  const sizes = [...read.values()].map((bytes) => gzipSync(bytes).length)
  return { requests: read.size, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}
