import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ArrivalFacts } from 'store'
import { toCorsHeaders } from './cors.ts'
import { findEventId } from './event-id.ts'
import type { Credentials } from './credentials.ts'
import { toIngestAnswer } from './ingest-answer.ts'
import type { AnswerFacts } from './ingest-answer.ts'
import type { IngestRoute } from './ingest-route.ts'
import type { Intake } from './intake.ts'
import { readBody } from './read-body.ts'
import type { Body } from './read-body.ts'

/** What an SDK posted: keeps it, then answers as its kind of sender expects. */
export type IngestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  route: IngestRoute,
  credentials: Credentials,
) => Promise<void>

/** As large as Sentry takes an envelope once it is decompressed. */
export const bodyLimit: number = 200 * 1024 * 1024

/** Headers that name a drain or its batch: without them a repeated batch is not recognised. */
const keptHeaders = ['logplex-drain-token', 'logplex-frame-id']

export function createIngestHandler(
  intake: Intake,
  nextId: () => string,
  now: () => number,
): IngestHandler {
  return async (request, response, route, credentials) => {
    const { headers } = request
    const id = nextId()
    const receivedAt = now()
    if (!(await intake.room())) {
      const loss = 'too much at once'
      intake.lose(loss, route.parameters['service'])
      answer(response, request, route, { eventId: undefined, loss })
      discard(request, response)
      return
    }
    const body = await readBody(request, {
      folder: intake.folder,
      file: `${id}.body`,
      budget: intake.budget,
      limit: bodyLimit,
    })
    if (body.type === 'aborted') return
    const isCrash = route.answer === 'crash'
    const eventId = isCrash ? randomUUID().replaceAll('-', '') : readEventId(body, route, headers)
    const parameters = {
      ...route.parameters,
      ...readKeptHeaders(headers),
      ...(isCrash && eventId !== undefined ? { event_id: eventId } : {}),
    }
    const facts: ArrivalFacts = {
      id,
      receivedAt,
      format: route.format,
      contentType: headers['content-type'],
      contentEncoding: headers['content-encoding'],
      channel: route.channel,
      parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
      project: route.project,
      publicKey: credentials.publicKey,
      service: route.parameters['service'],
      run: route.parameters['run'],
      host: headers.host,
    }
    const loss = await intake.keep(facts, body)
    if (body.type === 'too-large') {
      response.statusCode = 413
      response.setHeader('content-type', 'application/json')
      response.end(`{"detail":"more than ${bodyLimit} bytes"}`)
      discard(request, response)
      return
    }
    answer(response, request, route, { eventId, loss })
  }
}

function readEventId(
  body: Body,
  { answer: form, format }: IngestRoute,
  headers: IncomingMessage['headers'],
): string | undefined {
  if (body.type !== 'memory' || form !== 'event') return undefined
  return findEventId(body.pieces, headers['content-encoding'], format === 'envelope')
}

function readKeptHeaders(headers: IncomingMessage['headers']): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = headers[name]
    if (typeof value === 'string') kept[name] = value
  }
  return kept
}

function answer(
  response: ServerResponse,
  request: IncomingMessage,
  route: IngestRoute,
  facts: Omit<AnswerFacts, 'contentType'>,
): void {
  const contentType = request.headers['content-type']
  const { status, headers, body } = toIngestAnswer(route.answer, { ...facts, contentType })
  response.writeHead(status, {
    ...toCorsHeaders(request.headers),
    ...headers,
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** What is not wanted any more is not read to its end: it may have none. */
function discard(request: IncomingMessage, response: ServerResponse): void {
  if (request.readableEnded) return
  request.resume()
  response.once('finish', () => request.destroy())
}
