import { panelThings } from 'protocol'
import type { AgentAction, PanelTarget, Parameters, Pointed } from 'protocol'
import type { JsonReply } from 'store'
import { toAttentionPage } from './attention-page.ts'

/**
 * What agents look at, for the person to see; what the person points at, for agents to find. Kept in
 * memory: it is about this hour, and no telemetry.
 */
export interface Attention {
  /** What is wrong with the fields, or nothing. */
  readonly act: (fields: Fields) => string | undefined
  readonly point: (fields: Fields) => string | undefined
  /** Whether it was pointed at. */
  readonly unpoint: (id: string) => boolean
  /** A page of `agents` or `pointed` as the read API answers it. */
  readonly read: (list: AttentionList, parameters: Parameters) => JsonReply
  /** Grows with every change of a list. */
  readonly revision: (list: AttentionList) => number
}

export const attentionLists = ['agents', 'pointed'] as const

export type AttentionList = (typeof attentionLists)[number]

type Fields = Readonly<Record<string, unknown>>

/** More is history that nobody asked for. */
const ACTION_LIMIT = 200
const POINTED_LIMIT = 50
const TEXT_LIMIT = 500

export function createAttention(now: () => number, onChange: () => void): Attention {
  const actions: AgentAction[] = []
  let pointed: readonly Pointed[] = []
  const revisions: Record<AttentionList, number> = { agents: 0, pointed: 0 }
  let last = 0

  const change = (list: AttentionList): void => {
    revisions[list]++
    onChange()
  }

  return {
    act: ({ agent, tool, about, show }) => {
      const name = readWords(agent)
      const called = readWords(tool)
      if (name === undefined || called === undefined) return '`agent` and `tool` are names.'
      const target = show === undefined ? undefined : readTarget(show)
      if (show !== undefined && target === undefined) return targetRule
      actions.unshift({
        id: String(++last),
        time: now(),
        agent: name,
        tool: called,
        about: readWords(about),
        show: target,
      })
      actions.splice(ACTION_LIMIT)
      change('agents')
      return undefined
    },
    point: (fields) => {
      const target = readTarget(fields)
      if (target === undefined) return targetRule
      const { title, note } = fields
      const entry = { ...target, time: now(), title: readWords(title), note: readWords(note) }
      const others = pointed.filter(({ id, what }) => id !== target.id || what !== target.what)
      pointed = [entry, ...others].slice(0, POINTED_LIMIT)
      change('pointed')
      return undefined
    },
    unpoint: (id) => {
      const left = pointed.filter((entry) => entry.id !== id)
      const isFound = left.length < pointed.length
      pointed = left
      if (isFound) change('pointed')
      return isFound
    },
    read: (list, parameters) =>
      toAttentionPage(list === 'agents' ? actions : pointed, parameters, now()),
    revision: (list) => revisions[list],
  }
}

const targetRule = `\`what\` is one of ${panelThings.join(', ')}, and \`id\` which.`

function readTarget(value: unknown): PanelTarget | undefined {
  if (typeof value !== 'object' || value === null || !('what' in value && 'id' in value)) {
    return undefined
  }
  const what = panelThings.find((thing) => thing === value.what)
  const id = readWords(value.id)
  return what === undefined || id === undefined ? undefined : { what, id }
}

function readWords(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, TEXT_LIMIT) : undefined
}
