/** Something that a question says beside its path. */
export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description: string
  readonly schema: object
}

export const textSchema = { type: 'string' }
export const wholeSchema = { type: 'integer', minimum: 0 }

function query(name: string, description: string, type: object = textSchema): OpenApiParameter {
  return { name, in: 'query', required: false, description, schema: type }
}

const wait = query(
  'wait',
  'Milliseconds to wait for a first match before answering without.',
  wholeSchema,
)

const listParameters: readonly OpenApiParameter[] = [
  query('query', 'What to look for, in the query language: `level:error user.id:42 "free text"`.'),
  query('limit', 'How many items at most; 50 unless told.', wholeSchema),
  query('cursor', '`next` of the page before.'),
  query('sort', 'A field; with `-` before it the greatest come first.'),
  wait,
]

const statsParameters: readonly OpenApiParameter[] = [
  query('source', 'What to count: `spans`, `logs`, `metrics` or `events`.'),
  query('query', 'Which of them, in the query language.'),
  query(
    'stat',
    'What to calculate: `count`, `avg(duration)`, `p95(duration)`, …; several with commas.',
  ),
  query('group', 'Fields to group by, with commas.'),
  query('limit', 'How many rows at most.', wholeSchema),
  query('sort', 'A statistic; with `-` before it the greatest come first.'),
]

const sqlParameters: readonly OpenApiParameter[] = [
  query('query', 'A SELECT over the views; without one the views and their columns are answered.'),
  query('limit', 'How many rows at most; 100 unless told, 1000 at most.', wholeSchema),
]

const seriesParameters: readonly OpenApiParameter[] = [
  query('name', 'The metric.'),
  query(
    'stat',
    'What to calculate in each bucket: `avg(value)`, `sum(value)`, `p95(value)`, `count()`, …',
  ),
  query('group', 'Attributes to group by, with commas.'),
  query('interval', 'Milliseconds of one bucket.', wholeSchema),
  query('query', 'Which measurements, in the query language.'),
]

const sourcesParameters: readonly OpenApiParameter[] = [
  query('event', 'The event whose stack is meant.'),
  query('exception', 'Which of its `exceptions`, from 0; the outermost unless told.', wholeSchema),
  query('thread', 'Which of its `threads`, from 0.', wholeSchema),
  query(
    'frames',
    'Instead of an event: frames as a JSON list, `[{"filename":"src/a.ts","line":4}]`.',
  ),
  query('around', 'How many lines before and after; 5 unless told, 50 at most.', wholeSchema),
  query('colours', '`none`: the lines as plain text, which is there sooner.'),
]

const perPath: Readonly<Record<string, readonly OpenApiParameter[]>> = {
  stats: statsParameters,
  sql: sqlParameters,
  'metrics/series': seriesParameters,
  sources: sourcesParameters,
}

export function toQueryParameters(path: string, isList: boolean): readonly OpenApiParameter[] {
  const own = Object.hasOwn(perPath, path) ? perPath[path] : undefined
  return own ?? (isList ? listParameters : [wait])
}

export function toPathParameters(path: string): readonly OpenApiParameter[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: 'An id; of issues and traces its first eight digits are enough.',
    schema: textSchema,
  }))
}
