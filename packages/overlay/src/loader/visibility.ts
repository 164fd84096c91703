import { keepInTab, readTab } from './tab-memory.ts'

/** Why nothing of us is to be seen; capture goes on all the same. */
export type HiddenBy = 'webdriver' | 'switch' | 'person'

export interface VisibilityFacts {
  /** `on` and `off` of `?footlight=`, of this address or of an earlier one of this tab. */
  readonly isSwitched: string | null
  readonly isDriven: boolean
  readonly hiddenUntil: number
  readonly now: number
}

/** Tests and screenshots are of the app; `?footlight=on` is for those that are of us. */
export function toHiddenBy(facts: VisibilityFacts): HiddenBy | undefined {
  if (facts.isSwitched === 'on') return undefined
  if (facts.isSwitched === 'off') return 'switch'
  if (facts.isDriven) return 'webdriver'
  return facts.hiddenUntil > facts.now ? 'person' : undefined
}

const KEY = 'footlight'

/** What this one address says. */
export function readSaid({ search }: Location): string | null {
  return new URLSearchParams(search).get(KEY)
}

/** Holds for the tab, so that a link inside the app does not undo it. */
export function readSwitch(window: Window): string | null {
  const said = readSaid(window.location)
  if (said === 'on' || said === 'off') keepInTab(window, KEY, said)
  return said ?? readTab(window, KEY)
}
