import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RefObject, VNode } from 'preact'
import type { QueryToken } from 'protocol'

export interface QueryTextProps {
  readonly text: string
  readonly tokens: readonly QueryToken[]
  /** The field that lies over it and scrolls. */
  readonly scrollOf: RefObject<HTMLInputElement | null>
}

/** The query in colours, under a field whose own text is not painted. */
export function QueryText({ text, tokens, scrollOf }: QueryTextProps): VNode {
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const field = scrollOf.current
    if (field === null) return undefined
    const follow = (): void => {
      if (element.current !== null) element.current.scrollLeft = field.scrollLeft
    }
    follow()
    field.addEventListener('scroll', follow)
    return () => field.removeEventListener('scroll', follow)
  }, [text])
  return (
    <div class="fl-query-text" aria-hidden="true" ref={element}>
      {tokens.map(({ type, start, end }) => (
        <span key={start} class={`q-${type}`}>
          {text.slice(start, end)}
        </span>
      ))}
    </div>
  )
}
