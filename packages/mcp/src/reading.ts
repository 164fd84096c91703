import type { Client } from 'client'
import type { Parameters, ReadApi, ReadPath } from 'protocol'
import { ToolFailure } from './tool-failure.ts'

/** As much of a client as agents need. Over stdio the sidecar behind it may change between two calls. */
export type McpClient = Pick<Client, 'ask' | 'change'>

/** What a tool works with during one call. */
export interface Reading {
  readonly client: McpClient
  /** Throws what the sidecar refuses; it is told to the agent. */
  readonly ask: <P extends ReadPath>(path: P, parameters?: AskedFields) => Promise<ReadApi[P]>
  readonly change: (method: 'POST' | 'DELETE', path: string, body?: object) => Promise<void>
  /** What the agent's program calls itself. */
  readonly agent: string
  /** When the call came. */
  readonly now: number
  /** Says that it is still waiting, where the agent wants to know. */
  readonly progress: (message: string) => void
  readonly signal: AbortSignal
}

/** Parameters as they come: what is `undefined` is not asked. */
export type AskedFields = Readonly<Record<string, string | number | undefined>>

export function createReading(
  client: McpClient,
  call: Omit<Reading, 'ask' | 'change' | 'client'>,
): Reading {
  return {
    client,
    ask: async (path, question = {}) => {
      const outcome = await client.ask(path, toParameters(question), call.signal)
      if (outcome.ok) return outcome.value
      throw new ToolFailure(outcome.failure)
    },
    change: async (method, path, body) => {
      const outcome = await client.change(method, path, body)
      if (!outcome.ok) throw new ToolFailure(outcome.failure)
    },
    ...call,
  }
}

function toParameters(question: AskedFields): Parameters {
  return Object.fromEntries(
    Object.entries(question).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )
}
