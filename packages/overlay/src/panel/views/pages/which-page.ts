import type { Listed, PageLoadRecord } from 'protocol'

/** A page load as it is listed. */
export type PageItem = Listed<PageLoadRecord>

export interface PageWish {
  /** Named by the address. */
  readonly id: string | undefined
  /** What is on screen in the page that the panel stands in. */
  readonly pageId: string | undefined
  readonly tabId: string | undefined
}

/** The one to show of those there are, newest first: what was asked for, else what is in front of us. */
export function toChosenPage(pages: readonly PageItem[], wish: PageWish): PageItem | undefined {
  const { id, pageId, tabId } = wish
  if (id !== undefined) return pages.find((page) => page.id === id)
  return (
    pages.find((page) => page.id === pageId) ??
    pages.find((page) => page.tabId === tabId) ??
    pages[0]
  )
}

export interface PageNeighbours {
  readonly earlier: PageItem | undefined
  readonly later: PageItem | undefined
  /** Whether it is the newest of its tab. */
  readonly isLatest: boolean
}

/** The loads before and after one. In a page only its own tab's count; alone, every tab's. */
export function toNeighbours(
  pages: readonly PageItem[],
  page: PageItem,
  isThisTabOnly: boolean,
): PageNeighbours {
  const inTab = pages.filter(({ tabId }) => tabId === page.tabId)
  const among = isThisTabOnly ? inTab : pages
  const index = among.findIndex(({ id }) => id === page.id)
  return {
    earlier: index === -1 ? undefined : among[index + 1],
    later: index === -1 ? undefined : among[index - 1],
    isLatest: inTab[0]?.id === page.id,
  }
}

/** From when to when something is looked for that a page load led to. */
export interface PageExtent {
  readonly start: number
  /** The next load in the same tab; `undefined`: it is still on screen. */
  readonly end: number | undefined
  /** From here on another tab was loaded: what does not name its page may be that one's. */
  readonly doubtful: number
}

export function toPageExtent(pages: readonly PageItem[], page: PageItem): PageExtent {
  let end: number | undefined
  let doubtful = Infinity
  for (const other of pages) {
    if (other.time <= page.time || other.id === page.id) continue
    if (other.tabId === page.tabId) end = Math.min(end ?? Infinity, other.time)
    else doubtful = Math.min(doubtful, other.time)
  }
  return { start: page.time, end, doubtful: Math.min(doubtful, end ?? Infinity) }
}

/** What of an address tells pages of one app apart: `/cart?step=2`. */
export function toPagePath(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null) return url
  // Our own switch is no part of the app's address.
  parsed.searchParams.delete('footlight')
  return parsed.pathname + parsed.search
}
