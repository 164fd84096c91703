import { panelThings } from 'protocol'
import type { ChangeName } from '../change-api.ts'
import { textSchema, wholeSchema } from './parameters.ts'

interface DescribedChange {
  readonly summary: string
  /** What the body says. */
  readonly properties: object
}

const target = {
  type: 'object',
  properties: { what: { enum: panelThings }, id: textSchema },
} as const

/** What can be changed, and what the body says. */
export const describedChanges: Readonly<Record<ChangeName, DescribedChange>> = {
  clear: {
    summary: 'Removes what is kept: everything, of one service, or before a time.',
    properties: { service: textSchema, before: { type: 'number' } },
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
    properties: { agent: textSchema, tool: textSchema, about: textSchema, show: target },
  },
  pointed: {
    summary: 'Points at something: agents find it in their next overview.',
    properties: { ...target.properties, title: textSchema, note: textSchema },
  },
  'pointed/:id': { summary: 'Points at something no longer.', properties: {} },
  'dev-servers': {
    summary: 'Names a dev server: its pages may send, and read through it.',
    properties: { url: textSchema },
  },
  end: { summary: 'Ends the sidecar, so that a newer one can take its place.', properties: {} },
  editor: {
    summary: 'Opens a file of the project in the editor, and says in which.',
    properties: { file: textSchema, line: wholeSchema, column: wholeSchema },
  },
}
