import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import type { VirtualItem } from '@tanstack/virtual-core'
import { useLayoutEffect, useReducer, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

export interface VirtualRowsOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  readonly rowHeight: (index: number) => number
  readonly toKey: (index: number) => string
  /** Stays at the end while it is there: a list that grows downwards. */
  readonly isFollowingEnd: boolean
  readonly initialOffset: number
  /** Of what stands above the rows and stays there. */
  readonly headHeight?: number
}

export interface VirtualRows {
  readonly rows: readonly VirtualItem[]
  readonly height: number
  readonly offset: number
  readonly viewHeight: number
  readonly scrollTo: (index: number, align?: 'auto' | 'start' | 'center' | 'end') => void
  readonly measure: (element: Element | null) => void
}

const OVERSCAN = 8

/** Only the rows in sight, and a few around them, are in the document. */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const settings = {
    count: options.count,
    getScrollElement: () => options.scroller.current,
    estimateSize: options.rowHeight,
    getItemKey: options.toKey,
    overscan: OVERSCAN,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    measureElement,
    initialOffset: options.initialOffset,
    paddingStart: options.headHeight ?? 0,
    scrollPaddingStart: options.headHeight ?? 0,
    anchorTo: options.isFollowingEnd ? ('end' as const) : ('start' as const),
    followOnAppend: options.isFollowingEnd,
    onChange: () => redraw(undefined),
  }
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, Element>(settings))
  virtualizer.setOptions(settings)
  // oxlint-disable-next-line no-underscore-dangle -- what every adapter of the library calls
  useLayoutEffect(() => virtualizer._didMount(), [])
  useLayoutEffect(() => {
    // oxlint-disable-next-line no-underscore-dangle -- as above
    virtualizer._willUpdate()
  })
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    offset: virtualizer.scrollOffset ?? 0,
    viewHeight: virtualizer.scrollRect?.height ?? 0,
    scrollTo: (index, align = 'auto') => virtualizer.scrollToIndex(index, { align }),
    measure: virtualizer.measureElement,
  }
}
