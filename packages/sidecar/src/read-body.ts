import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Bytes that requests hold in memory at the same moment, all together. */
export interface MemoryBudget {
  readonly limit: number
  used: number
}

export interface BodyOptions {
  /** Where a body goes that is too large for memory, under the name `file`. */
  readonly folder: string
  readonly file: string
  readonly budget: MemoryBudget
  /** Beyond it nothing is read. */
  readonly limit: number
}

export type Body =
  /** As it came: putting a megabyte together takes as long as everything else that is done with it. */
  | { readonly type: 'memory'; readonly pieces: readonly Uint8Array[] }
  | { readonly type: 'file'; readonly file: string; readonly size: number }
  | { readonly type: 'too-large' }
  /** The sender went away. */
  | { readonly type: 'aborted' }
  | { readonly type: 'disk'; readonly detail: string }

/** A larger body is written to a file while it comes. */
const MEMORY_LIMIT = 1 << 20

/** More pieces are no use: somebody sends byte by byte. */
const PIECE_LIMIT = 64

/**
 * Reads a body at the pace of its sender, and never more into memory than there is room for. Small
 * bodies are nearly all; they are gathered from events, which cost a third of an async iterator.
 */
export function readBody(request: Readable, options: BodyOptions): Promise<Body> {
  const { budget } = options
  const chunks: Uint8Array[] = []
  let size = 0
  return new Promise((resolve) => {
    const settle = (body: Body | Promise<Body>): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose)
      budget.used -= size
      resolve(body)
    }
    const onData = (chunk: Uint8Array): void => {
      chunks.push(chunk)
      size += chunk.length
      budget.used += chunk.length
      if (size <= MEMORY_LIMIT && budget.used <= budget.limit) return
      request.pause()
      settle(writeFile(request, chunks, options))
    }
    const onEnd = (): void =>
      settle({
        type: 'memory',
        pieces: chunks.length > PIECE_LIMIT ? [Buffer.concat(chunks, size)] : chunks,
      })
    const onClose = (): void => settle({ type: 'aborted' })
    request.on('data', onData).on('end', onEnd).on('close', onClose)
    // Told by `close` as well; without a listener it would end the process.
    request.on('error', () => undefined)
  })
}

async function writeFile(
  request: Readable,
  early: readonly Uint8Array[],
  { folder, file, limit }: BodyOptions,
): Promise<Body> {
  const path = join(folder, file)
  const output = createWriteStream(path)
  let size = 0
  try {
    await pipeline(async function* pieces() {
      for await (const chunk of joinPieces(early, request)) {
        size += chunk.length
        if (size > limit) return
        yield chunk
      }
    }, output)
    if (size <= limit) return { type: 'file', file, size }
    rmSync(path, { force: true })
    return { type: 'too-large' }
  } catch (error) {
    rmSync(path, { force: true })
    // Of a sender that goes away nothing is to be said; of a disk that refuses, everything.
    return isFileError(error) ? { type: 'disk', detail: String(error) } : { type: 'aborted' }
  }
}

async function* joinPieces(
  early: readonly Uint8Array[],
  request: Readable,
): AsyncGenerator<Uint8Array> {
  yield* early
  // Left open, so that the sender can still be told that it was too much.
  const rest: AsyncIterable<unknown> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of rest) if (chunk instanceof Uint8Array) yield chunk
}

function isFileError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    ['open', 'write'].includes(String(error.syscall))
  )
}
