/** Something an agent asked or did: the person at the panel is shown it. */
export interface AgentAction {
  readonly id: string
  readonly time: number
  /** As the agent's program calls itself. */
  readonly agent: string
  readonly tool: string
  /** What it was about, in a few words: `issue 3f2a91bc`, `level:error`. */
  readonly about: string | undefined
  /** What the panel is asked to show, where the agent wants it seen. */
  readonly show: PanelTarget | undefined
}

/** Something that has a place in the panel. */
export interface PanelTarget {
  readonly what: PanelThing
  readonly id: string
}

export type PanelThing = 'issue' | 'event' | 'trace' | 'span' | 'log' | 'page' | 'edit'

export const panelThings: readonly [PanelThing, ...PanelThing[]] = [
  'issue',
  'event',
  'trace',
  'span',
  'log',
  'page',
  'edit',
]

/** Something the person pointed at: agents find it in their next overview. */
export interface Pointed extends PanelTarget {
  readonly time: number
  readonly title: string | undefined
  /** What the person says about it. */
  readonly note: string | undefined
}
