import { createWriteStream, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { toCorsHeaders } from './cors.ts'
import { bodyLimit } from './ingest-handler.ts'
import type { Intake } from './intake.ts'

/**
 * Large attachments come by resumable upload: one request begins it, others bring pieces.
 *
 * @see https://tus.io/protocols/resumable-upload
 */
export interface Uploads {
  readonly handle: (
    request: IncomingMessage,
    response: ServerResponse,
    route: UploadRoute,
  ) => Promise<void>
}

export interface UploadRoute {
  readonly prefix: string
  readonly project: string
  /** Of the upload that goes on; none where one begins. */
  readonly id: string | undefined
}

interface Upload {
  readonly size: number
  readonly metadata: Readonly<Record<string, string>>
  readonly project: string
  offset: number
  /** A piece of it is coming. */
  isBusy: boolean
}

const ROUTE = /^(?<prefix>.*\/api\/(?<project>[^/]+)\/upload)(?:\/(?<id>[0-9a-f]{32}))?$/

/** Uploads that were begun and not finished, and what they will need of the disk. */
const OPEN_LIMIT = 100
const OPEN_BYTES = 1 << 30

/** What nobody went on with since is removed at the next start. */
const AGE_LIMIT = 24 * 3600 * 1000

export function toUploadRoute(path: string): UploadRoute | undefined {
  const groups = ROUTE.exec(path)?.groups
  if (groups === undefined) return undefined
  return { prefix: groups['prefix'] ?? '', project: groups['project'] ?? '', id: groups['id'] }
}

export function createUploads(intake: Intake, nextId: () => string, now: () => number): Uploads {
  const uploads = new Map<string, Upload>()
  removeOld(intake.folder, now())

  const pathOf = (id: string): string => join(intake.folder, `${id}.upload`)

  const finish = async (id: string, upload: Upload, request: IncomingMessage): Promise<void> => {
    uploads.delete(id)
    const file = `${id}.body`
    renameSync(pathOf(id), join(intake.folder, file))
    const { metadata, project, size } = upload
    await intake.keep(
      {
        id,
        receivedAt: now(),
        format: 'upload',
        contentType: metadata['content_type'] ?? metadata['filetype'],
        channel: 'dsn',
        parameters: { ...metadata, location: id },
        project,
        host: request.headers.host,
      },
      { type: 'file', file, size },
    )
  }

  /** Whether the piece fitted. A sender that goes away may go on where it was. */
  const append = async (id: string, upload: Upload, request: IncomingMessage): Promise<boolean> => {
    let fits = true
    upload.isBusy = true
    try {
      await pipeline(
        async function* pieces() {
          for await (const chunk of request) {
            if (!(chunk instanceof Uint8Array)) continue
            fits = upload.offset + chunk.length <= upload.size
            if (!fits) return
            upload.offset += chunk.length
            yield chunk
          }
        },
        createWriteStream(pathOf(id), { flags: 'a' }),
      )
    } finally {
      upload.isBusy = false
    }
    if (fits && upload.offset === upload.size) await finish(id, upload, request)
    return fits
  }

  const begin = async (
    request: IncomingMessage,
    response: ServerResponse,
    { prefix, project }: UploadRoute,
  ): Promise<void> => {
    const size = Number(request.headers['upload-length'] ?? request.headers['content-length'])
    if (!Number.isSafeInteger(size) || size < 0) {
      send(response, request, 400, {}, '`Upload-Length` says how many bytes it has')
      return
    }
    if (size > bodyLimit) {
      send(response, request, 413, {}, `an upload has at most ${bodyLimit} bytes`)
      return
    }
    makeRoom(size)
    const id = nextId()
    const metadata = readMetadata(request.headers['upload-metadata'])
    const upload: Upload = { size, metadata, project, offset: 0, isBusy: false }
    uploads.set(id, upload)
    if (await append(id, upload, request)) {
      const offset = String(upload.offset)
      send(response, request, 201, { location: `${prefix}/${id}/`, 'upload-offset': offset })
    } else send(response, request, 413, {}, `more than ${size} bytes`)
  }

  /** Who begins and never goes on must not fill the disk: the oldest are forgotten. */
  const makeRoom = (wanted: number): void => {
    let bytes = wanted
    for (const { size } of uploads.values()) bytes += size
    for (const [id, { size }] of uploads) {
      if (uploads.size < OPEN_LIMIT && bytes <= OPEN_BYTES) return
      bytes -= size
      uploads.delete(id)
      rmSync(pathOf(id), { force: true })
    }
  }

  const resume = async (
    request: IncomingMessage,
    response: ServerResponse,
    id: string,
    upload: Upload,
  ): Promise<void> => {
    const isNext = Number(request.headers['upload-offset']) === upload.offset && !upload.isBusy
    if (!isNext) {
      send(response, request, 409, { 'upload-offset': String(upload.offset) })
      return
    }
    const fits = await append(id, upload, request)
    send(response, request, fits ? 204 : 413, { 'upload-offset': String(upload.offset) })
  }

  return {
    handle: async (request, response, route) => {
      const { id } = route
      if (id === undefined) {
        await begin(request, response, route)
        return
      }
      const upload = uploads.get(id)
      if (upload === undefined) send(response, request, 404, {}, 'no such upload')
      else if (request.method === 'HEAD') {
        const { offset, size } = upload
        const facts = { 'upload-offset': String(offset), 'upload-length': String(size) }
        send(response, request, 200, facts)
      } else await resume(request, response, id, upload)
    },
  }
}

function send(
  response: ServerResponse,
  request: IncomingMessage,
  status: number,
  headers: Readonly<Record<string, string>>,
  detail?: string,
): void {
  // What is refused is not read to its end.
  if (status >= 400 && !request.complete) response.setHeader('connection', 'close')
  response.writeHead(status, {
    ...toCorsHeaders(request.headers),
    'tus-resumable': '1.0.0',
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(detail === undefined ? '' : JSON.stringify({ detail }))
}

/** `filename d29ybGQ=,sentry e30=`: names, and values in base64. */
function readMetadata(header: string | string[] | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const pair of String(header ?? '').split(',')) {
    const [name = '', value = ''] = pair.trim().split(' ')
    if (/^[\w-]{1,40}$/.test(name) && name !== '__proto__') {
      found[name] = Buffer.from(value, 'base64').toString().slice(0, 4096)
    }
  }
  return found
}

function removeOld(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.upload')) continue
    const path = join(folder, name)
    const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now)
    if (age > AGE_LIMIT) rmSync(path, { force: true })
  }
}
