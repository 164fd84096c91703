import type { ListPath, Parameters } from 'protocol'
import { isScoped, readScope, toScopedQuery } from '../scope/scope.ts'
import type { PanelScope } from '../scope/scope.ts'
import { usePanel } from '../session/panel.ts'
import { useLive } from './use-live.ts'

/** The query of a view as its address says it, and the scope around it. */
export interface ScopedQuery {
  readonly query: string
  readonly scope: PanelScope
  /** Both in one, as it is asked. */
  readonly asked: string
  readonly setQuery: (query: string) => void
}

export function useScopedQuery(): ScopedQuery {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const query = parameters['query'] ?? ''
  const scope = readScope(parameters)
  return {
    query,
    scope,
    asked: toScopedQuery(query, scope),
    setQuery: (next) => navigation.set({ query: next }),
  }
}

/** How many of a list only the scope keeps out of sight. */
export function useHiddenCount(
  path: ListPath,
  { query, scope }: Pick<ScopedQuery, 'query' | 'scope'>,
  total: number,
  more: Parameters = {},
): number {
  const live = useLive(path, isScoped(scope) ? { ...more, query, limit: '0' } : undefined)
  const all = live.value?.total
  return isScoped(scope) && all !== undefined ? Math.max(all - total, 0) : 0
}
