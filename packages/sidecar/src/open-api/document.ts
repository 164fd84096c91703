import schema from 'protocol/read-api.schema.json' with { type: 'json' }
import { describedChanges } from './changes.ts'
import { toPathParameters, toQueryParameters } from './parameters.ts'

/** Bodies as they came, never as what they claim to be. */
const rawPaths = {
  'envelopes/:id/raw': 'What arrived, byte for byte.',
  'attachments/:id/raw': 'The file itself.',
}

function toDocument(): object {
  const paths: Record<string, object> = {}
  const add = (path: string, method: string, operation: object): void => {
    const address = `/${path.replace(/:(\w+)/g, '{$1}')}`
    paths[address] = { ...paths[address], [method]: operation }
  }
  for (const [path, answer] of Object.entries(schema.paths))
    add(path, 'get', toReading(path, rename(answer)))
  for (const [path, summary] of Object.entries(rawPaths)) add(path, 'get', toRaw(path, summary))
  add('openapi.json', 'get', toReading('openapi.json', { type: 'object' }))
  for (const [path, { summary, properties }] of Object.entries(describedChanges))
    add(path, 'post', toChange(path, summary, properties))
  for (const path of deletable) add(path, 'delete', toDeleting(path))
  return {
    openapi: '3.1.0',
    info: { title: 'Footlight', version: '1', description: 'What your app just did.' },
    servers: [{ url: '/__footlight/api' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: { ...toObject(rename(schema.$defs)), Failure: failureSchema },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function toReading(path: string, answer: object): object {
  const isList = JSON.stringify(answer).startsWith('{"type":"object","properties":{"items"')
  return {
    operationId: toName('read', path),
    parameters: [...toPathParameters(path), ...toQueryParameters(path, isList)],
    responses: { 200: toJsonAnswer('The answer', answer), ...refusals },
  }
}

function toRaw(path: string, summary: string): object {
  return {
    operationId: toName('read', path),
    summary,
    parameters: toPathParameters(path),
    responses: {
      200: { description: 'The bytes', content: { 'application/octet-stream': {} } },
      ...refusals,
    },
  }
}

function toChange(path: string, summary: string, properties: object): object {
  return {
    operationId: toName('change', path),
    summary,
    parameters: toPathParameters(path),
    requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
    responses: { 200: toJsonAnswer('It is done.', { type: 'object' }), ...refusals },
  }
}

/** What a DELETE says as well; programs made for Spotlight know only that. */
const deletable = ['clear', 'pointed/:id'] as const

function toDeleting(path: (typeof deletable)[number]): object {
  const { summary, properties } = describedChanges[path]
  const named = Object.entries(properties).map(([name, type]: [string, object]) => ({
    name,
    in: 'query',
    required: false,
    schema: type,
  }))
  return {
    operationId: toName('delete', path),
    summary,
    parameters: [...toPathParameters(path), ...named],
    responses: { 200: toJsonAnswer('It is done.', { type: 'object' }), ...refusals },
  }
}

const failureSchema = {
  type: 'object',
  properties: {
    failure: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        position: { type: 'number', description: 'Where in the query the mistake is.' },
        fix: { type: 'string', description: 'What would be right.' },
      },
      required: ['code', 'message'],
    },
  },
  required: ['failure'],
}

const refusals = {
  400: toRefusal('It is asked wrongly; the failure says where, and what would be right.'),
  401: toRefusal('The token is missing or wrong.'),
  403: toRefusal('Nobody may ask from there.'),
  404: toRefusal('There is no such thing.'),
}

function toRefusal(description: string): object {
  return toJsonAnswer(description, { $ref: '#/components/schemas/Failure' })
}

function toJsonAnswer(description: string, answer: object): object {
  return { description, content: { 'application/json': { schema: answer } } }
}

function toName(verb: string, path: string): string {
  return verb + path.replace(/(?:^|[/:.-]+)(\w)/g, (_all, letter: string) => letter.toUpperCase())
}

/** References into a document that has its schemas elsewhere. */
function rename(value: object): object {
  return toObject(
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')),
  )
}

function toObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** The read API as OpenAPI 3.1, made of the same types that answer it. */
export const openApiDocument: string = JSON.stringify(toDocument())
