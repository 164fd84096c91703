import { panelThings } from 'protocol'
import schema from 'protocol/read-api.schema.json' with { type: 'json' }

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description: string
  readonly schema: object
}

const text = { type: 'string' }
const whole = { type: 'integer', minimum: 0 }

function query(name: string, description: string, type: object = text): Parameter {
  return { name, in: 'query', required: false, description, schema: type }
}

const wait = query(
  'wait',
  'Milliseconds to wait for a first match before answering without.',
  whole,
)

const listParameters: readonly Parameter[] = [
  query('query', 'What to look for, in the query language: `level:error user.id:42 "free text"`.'),
  query('limit', 'How many items at most; 50 unless told.', whole),
  query('cursor', '`next` of the page before.'),
  query('sort', 'A field; with `-` before it the greatest come first.'),
  wait,
]

const statsParameters: readonly Parameter[] = [
  query('source', 'What to count: `spans`, `logs`, `metrics` or `events`.'),
  query('query', 'Which of them, in the query language.'),
  query(
    'stat',
    'What to calculate: `count`, `avg(duration)`, `p95(duration)`, …; several with commas.',
  ),
  query('group', 'Fields to group by, with commas.'),
  query('limit', 'How many rows at most.', whole),
  query('sort', 'A statistic; with `-` before it the greatest come first.'),
]

const sqlParameters: readonly Parameter[] = [
  query('query', 'A SELECT over the views; without one the views and their columns are answered.'),
  query('limit', 'How many rows at most; 100 unless told, 1000 at most.', whole),
]

const seriesParameters: readonly Parameter[] = [
  query('name', 'The metric.'),
  query('stat', 'What to calculate in each bucket: `avg`, `sum`, `p95`, …'),
  query('group', 'Attributes to group by, with commas.'),
  query('interval', 'Milliseconds of one bucket.', whole),
  query('query', 'Which measurements, in the query language.'),
]

const sourcesParameters: readonly Parameter[] = [
  query('event', 'The event whose stack is meant.'),
  query('exception', 'Which of its `exceptions`, from 0; the outermost unless told.', whole),
  query('thread', 'Which of its `threads`, from 0.', whole),
  query(
    'frames',
    'Instead of an event: frames as a JSON list, `[{"filename":"src/a.ts","line":4}]`.',
  ),
  query('around', 'How many lines before and after; 5 unless told, 50 at most.', whole),
]

const target = { type: 'object', properties: { what: { enum: panelThings }, id: text } } as const

/** What can be changed, and what the body says. */
const changes: Readonly<Record<string, { readonly summary: string; readonly properties: object }>> =
  {
    clear: {
      summary: 'Removes what is kept: everything, of one service, or before a time.',
      properties: { service: text, before: { type: 'number' } },
    },
    'issues/:id': {
      summary: 'Marks an issue.',
      properties: {
        mark: { enum: ['resolve', 'reopen', 'mute', 'unmute', 'pin', 'unpin', 'acknowledge'] },
      },
    },
    'traces/:id': {
      summary: 'Keeps a trace from being evicted, or no longer.',
      properties: { isPinned: { type: 'boolean' } },
    },
    agents: {
      summary: 'Says what an agent does; `show` asks the panel to show something.',
      properties: { agent: text, tool: text, about: text, show: target },
    },
    pointed: {
      summary: 'Points at something: agents find it in their next overview.',
      properties: { ...target.properties, title: text, note: text },
    },
    editor: {
      summary: 'Opens a file of the project in the editor, and says in which.',
      properties: { file: text, line: whole, column: whole },
    },
  }

/** The read API as OpenAPI 3.1, made of the same types that answer it. */
export const openApiDocument: string = JSON.stringify(toDocument())

function toDocument(): object {
  const reads = Object.entries(schema.paths).map(([path, answer]): [string, object] => [
    toAddress(path),
    { get: toOperation(path, answer) },
  ])
  const paths: Record<string, object> = Object.fromEntries(reads)
  for (const [path, { summary, properties }] of Object.entries(changes)) {
    const address = toAddress(path)
    paths[address] = { ...paths[address], post: toChange(path, summary, properties) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Footlight', version: '1', description: 'What your app just did.' },
    servers: [{ url: '/__footlight/api' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: rename(schema.$defs),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function toOperation(path: string, answer: object): object {
  return {
    operationId: toName('read', path),
    parameters: [...toPathParameters(path), ...toQueryParameters(path, answer)],
    responses: {
      200: {
        description: 'The answer',
        content: { 'application/json': { schema: rename(answer) } },
      },
      400: {
        description: 'The question is wrong; the failure says where and what would be right.',
      },
      404: { description: 'There is no such thing.' },
    },
  }
}

function toChange(path: string, summary: string, properties: object): object {
  return {
    operationId: toName('change', path),
    summary,
    parameters: toPathParameters(path),
    requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
    responses: {
      200: { description: 'It is done.' },
      404: { description: 'There is no such thing.' },
    },
  }
}

function toQueryParameters(path: string, answer: object): readonly Parameter[] {
  if (path === 'stats') return statsParameters
  if (path === 'sql') return sqlParameters
  if (path === 'sources') return sourcesParameters
  if (path === 'metrics/series') return seriesParameters
  const isList =
    'properties' in answer &&
    JSON.stringify(answer).startsWith('{"type":"object","properties":{"items"')
  return isList ? listParameters : [wait]
}

function toPathParameters(path: string): readonly Parameter[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: 'An id; of issues and traces its first eight digits are enough.',
    schema: text,
  }))
}

function toAddress(path: string): string {
  return `/${path.replace(/:(\w+)/g, '{$1}')}`
}

function toName(verb: string, path: string): string {
  return verb + path.replace(/(?:^|[/:]+)(\w)/g, (_all, letter: string) => letter.toUpperCase())
}

/** References into a document that has its schemas elsewhere. */
function rename(value: object): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
