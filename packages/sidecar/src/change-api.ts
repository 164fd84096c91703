import type { Failure } from 'protocol'
import type { Command, CommandOutcome, IssueMark, JsonReply } from 'store'
import type { Attention } from './attention.ts'
import { toFailure } from './failure.ts'
import type { EditorPlace } from './sources/sources-message.ts'

/** Everything a person or agent may change, by path. The same over HTTP and over the wire. */
export interface ChangeApi {
  readonly change: (path: string, body: unknown) => Promise<ChangeAnswer>
}

export type ChangeAnswer =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly status: number; readonly failure: Failure }

export interface ChangeTools {
  readonly run: (command: Command) => Promise<CommandOutcome>
  readonly openEditor: (place: EditorPlace) => Promise<JsonReply>
  /** The address of a dev server whose pages are the developer's own. */
  readonly register: (address: string) => void
  readonly attention: Attention
  /** Ends the sidecar, so that a newer one can take its place. */
  readonly end: () => void
  readonly now: () => number
}

type Fields = Readonly<Record<string, unknown>>

type Change = (tools: ChangeTools, fields: Fields, id: string) => Promise<ChangeAnswer>

/** Everything that can be changed, as its path is written. */
export type ChangeName =
  | 'clear'
  | 'issues/:id'
  | 'traces/:id'
  | 'editor'
  | 'dev-servers'
  | 'agents'
  | 'pointed'
  | 'pointed/:id'
  | 'end'

const changes: Readonly<Record<ChangeName, Change>> = {
  clear: ({ run }, { before: said, service, ...unknown }) => {
    // With a scope that is spelled wrongly, everything would go.
    const [wrong] = Object.keys(unknown)
    if (wrong !== undefined) return refuse(wrong, 'A scope is `service` or `before`.')
    const before = typeof said === 'string' && /^\d+$/.test(said) ? Number(said) : said
    if (before !== undefined && typeof before !== 'number') {
      return refuse('before', '`before` is a time in milliseconds since the epoch.')
    }
    if (service !== undefined && typeof service !== 'string') {
      return refuse('service', '`service` is the name of one.')
    }
    return runCommand(run, { type: 'clear', before, service })
  },
  'issues/:id': ({ run, now }, { mark }, id) => {
    const known = marks.find((name) => name === mark)
    return known === undefined
      ? refuse('mark', `\`mark\` is one of ${marks.join(', ')}.`)
      : runCommand(run, { type: 'mark-issue', id, mark: known, time: now() })
  },
  'traces/:id': ({ run }, { isPinned }, id) =>
    typeof isPinned === 'boolean'
      ? runCommand(run, { type: 'pin-trace', id, isPinned })
      : refuse('isPinned', '`isPinned` is true or false.'),
  editor: ({ openEditor }, { file, line, column }) =>
    typeof file === 'string'
      ? toAnswer(openEditor({ file, line: readPlace(line), column: readPlace(column) }))
      : refuse('file', '`file` is the path of one.'),
  'dev-servers': ({ register }, { url }) => {
    if (typeof url !== 'string' || !URL.canParse(url)) return refuse('url', '`url` is an address.')
    register(url)
    return done
  },
  agents: ({ attention }, fields) => toOutcome(attention.act(fields)),
  pointed: ({ attention }, fields) => toOutcome(attention.point(fields)),
  'pointed/:id': ({ attention }, _fields, id) =>
    attention.unpoint(id) ? done : toOutcome('Nothing of this id is pointed at.'),
  end: ({ end }) => {
    end()
    return done
  },
}

const marks: readonly IssueMark[] = [
  'resolve',
  'reopen',
  'mute',
  'unmute',
  'pin',
  'unpin',
  'acknowledge',
]

const done: Promise<ChangeAnswer> = Promise.resolve({ ok: true, value: { ok: true } })

export function createChangeApi(tools: ChangeTools): ChangeApi {
  return {
    change: (path, body) => {
      const [list = '', id = ''] = path.split('/').filter((part) => part !== '')
      const name = id === '' ? list : `${list}/:id`
      if (isChangeName(name)) return changes[name](tools, isFields(body) ? body : {}, id)
      const failure = toFailure(
        'path',
        `Nothing can be changed at "${path.slice(0, 80)}".`,
        'The paths are listed in the OpenAPI document at `openapi.json`.',
      )
      return Promise.resolve({ ok: false, status: 404, failure })
    },
  }
}

function isChangeName(name: string): name is ChangeName {
  return Object.hasOwn(changes, name)
}

function toOutcome(wrong: string | undefined): Promise<ChangeAnswer> {
  return wrong === undefined ? done : refuse('fields', wrong)
}

async function runCommand(run: ChangeTools['run'], command: Command): Promise<ChangeAnswer> {
  const { ok, failure } = await run(command)
  if (ok) return done
  return { ok: false, status: 404, failure: failure ?? toFailure('store', 'The store is gone.') }
}

async function toAnswer(asked: Promise<JsonReply>): Promise<ChangeAnswer> {
  const reply = await asked
  if (!reply.ok) return reply
  const value: unknown = JSON.parse(reply.json)
  return { ok: true, value: isFields(value) ? value : {} }
}

function refuse(field: string, message: string): Promise<ChangeAnswer> {
  return Promise.resolve({ ok: false, status: 400, failure: toFailure(field, message) })
}

function readPlace(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
