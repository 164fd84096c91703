import { useEffect, useState } from 'preact/hooks'
import type { ComponentType, VNode } from 'preact'
import type { ViewProps } from './view.ts'

/** A view that comes when it is first shown, so that the first view of all is there at once. */
export interface LazyView {
  readonly Component: ComponentType<ViewProps>
  /** Fetches it ahead, when there is nothing else to do. */
  readonly prefetch: () => void
}

export function toLazyView(load: () => Promise<ComponentType<ViewProps>>): LazyView {
  let loaded: ComponentType<ViewProps> | undefined
  let coming: Promise<void> | undefined
  const fetchOnce = (): Promise<void> => {
    coming ??= keep()
    return coming
  }
  const keep = async (): Promise<void> => {
    try {
      loaded = await load()
    } catch (error) {
      // A sidecar that is away now may be back at the next try.
      coming = undefined
      throw error
    }
  }

  function Component(props: ViewProps): VNode {
    const [failure, setFailure] = useState<unknown>(undefined)
    const [, redraw] = useState(false)
    useEffect(() => {
      if (loaded !== undefined) return
      fetchOnce().then(
        () => redraw(true),
        (error: unknown) => setFailure(error),
      )
    }, [])
    if (failure !== undefined) throw failure
    const Loaded = loaded
    return Loaded === undefined ? <div class="fl-body" aria-busy="true" /> : <Loaded {...props} />
  }

  return { Component, prefetch: () => void fetchOnce().catch(() => undefined) }
}
