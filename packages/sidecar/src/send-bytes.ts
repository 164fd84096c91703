import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { StoredBytes } from 'store'
import { sendFailure, toFailure } from './failure.ts'

export interface BytesOptions {
  /** Of the log: large bodies are files in it. */
  readonly folder: string
  /** What a file of it is called, unless its sender has said. */
  readonly name: string
}

/** Sends what came as it came. */
export async function sendBytes(
  response: ServerResponse,
  stored: StoredBytes | undefined,
  { folder, name }: BytesOptions,
): Promise<void> {
  if (stored === undefined) {
    sendFailure(response, 404, toFailure('not-found', 'There is no such thing.'))
    return
  }
  if (stored.file === undefined) {
    response.writeHead(200, toHeaders(stored, name))
    response.end(stored.data)
    return
  }
  const file = await openIfThere(join(folder, stored.file))
  if (file === undefined) {
    const message = 'The file that held these bytes is gone.'
    const fix = 'It was evicted or cleared just now, or removed by hand from the data folder.'
    sendFailure(response, 404, toFailure('not-found', message, fix))
    return
  }
  response.writeHead(200, toHeaders(stored, name))
  // Closes the file also for a reader that goes away; there is nobody left to be told of it.
  await pipeline(file.createReadStream(), response).catch(() => undefined)
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch {
    return undefined
  }
}

/** Never as what it claims to be: telemetry opened in a tab must not run as a page of ours. */
function toHeaders(
  { contentType, contentEncoding, filename }: StoredBytes,
  name: string,
): OutgoingHttpHeaders {
  return {
    'content-type': 'application/octet-stream',
    'x-footlight-content-type': toHeaderText(contentType),
    'x-footlight-content-encoding': toHeaderText(contentEncoding),
    'content-disposition': `attachment; filename="${toFilename(filename ?? name)}"`,
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  }
}

function toFilename(name: string): string {
  return name.replace(/[^\w.-]/g, '_').slice(0, 100)
}

function toHeaderText(text: string | undefined): string {
  return (text ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200)
}
