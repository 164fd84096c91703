import type { Loss, Notice, Parameters } from 'protocol'
import type { JsonReply, Store } from 'store'
import type { Access } from './access.ts'
import { attentionLists } from './attention.ts'
import type { Attention } from './attention.ts'
import { toFailure } from './failure.ts'
import type { Notices } from './notices.ts'
import { openApiDocument } from './open-api/document.ts'
import type { Pulse } from './pulse.ts'
import { askUntil } from './wait.ts'
import type { Asked } from './wait.ts'

/** Answers the read API: the same over HTTP, over the wire, for MCP and the terminal. */
export interface ReadRoutes {
  readonly read: (path: string, parameters: Parameters, signal: AbortSignal) => Promise<JsonReply>
}

export interface ReadTools {
  readonly store: Store
  readonly pulse: Pulse
  readonly access: Access
  readonly notices: Notices
  readonly attention: Pick<Attention, 'read' | 'revision'>
  readonly identity: SidecarIdentity
  /** Answers what the store knows nothing of: sources, the plugin's questions. */
  readonly more: Readonly<Record<string, (parameters: Parameters) => Promise<JsonReply>>>
}

/** What `health` tells of the process itself. */
export interface SidecarIdentity {
  readonly name: 'footlight'
  readonly version: string
  readonly pid: number
  readonly root: string
  readonly data: string
  readonly startedAt: number
}

export function createReadRoutes(tools: ReadTools): ReadRoutes {
  const { store, pulse, more, attention } = tools
  const toAsked = (name: string): Asked => {
    const list = attentionLists.find((each) => each === name)
    if (list === undefined)
      return {
        ask: (question) => store.ask(name, question),
        revision: () => store.state().revision,
      }
    return {
      ask: (question) => Promise.resolve(attention.read(list, question)),
      revision: () => attention.revision(list),
    }
  }
  return {
    read: async (path, parameters, signal) => {
      const name = path.replace(/^\/|\/$/g, '')
      if (name === 'health') return readHealth(tools)
      if (name === 'openapi.json') return { ok: true, json: openApiDocument }
      if (toDecoded(name) === undefined) {
        const failure = toFailure('path', `Not encoded as a path is: ${name.slice(0, 80)}`)
        return { ok: false, status: 400, failure }
      }
      const own = Object.hasOwn(more, name) ? more[name] : undefined
      return own ? own(parameters) : askUntil(toAsked(name), pulse, parameters, signal)
    },
  }
}

interface KnownHealth {
  readonly counts: Readonly<Record<string, number>>
  readonly lost: readonly Loss[]
}

function toKnownHealth(json: string): KnownHealth {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own worker wrote it just now
  return JSON.parse(json) as KnownHealth
}

function toDecoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

async function readHealth({ store, access, notices, identity }: ReadTools): Promise<JsonReply> {
  const answer = await store.ask('health', {})
  // What is wrong with the store is told here: of all questions this one has to be answered.
  const known: KnownHealth = answer.ok ? toKnownHealth(answer.json) : { counts: {}, lost: [] }
  const { bytes, backlog, revision, driver } = store.state()
  const refused = access.refusals().map(({ code, what, count }): Loss => ({
    service: undefined,
    by: 'refused',
    reason: `${code}: ${what}`,
    category: 'request',
    quantity: count,
  }))
  const json = JSON.stringify({
    ...identity,
    driver,
    revision,
    bytes,
    backlog,
    ...known,
    lost: [...refused, ...known.lost],
    notices: notices.list() satisfies readonly Notice[],
    devServers: access.registered(),
  })
  return { ok: true, json }
}
