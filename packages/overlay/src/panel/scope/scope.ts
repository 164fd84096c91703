import { toFilterText } from 'protocol'

/** Whose records every view shows. All of it stands in the address. */
export const scopeKeys = ['service', 'project', 'environment', 'release', 'run', 'tab'] as const

export type ScopeKey = (typeof scopeKeys)[number]

export type PanelScope = Readonly<Partial<Record<ScopeKey, string>>>

export function readScope(parameters: Readonly<Record<string, string>>): PanelScope {
  return Object.fromEntries(
    scopeKeys.flatMap((key) => {
      const value = parameters[key]
      return value === undefined || value === '' ? [] : [[key, value]]
    }),
  )
}

export function isScoped(scope: PanelScope): boolean {
  return Object.keys(scope).length > 0
}

/** The query of a view, narrowed to the scope. Brackets keep an `OR` of the query together. */
export function toScopedQuery(query: string, scope: PanelScope): string {
  const filters = scopeKeys.flatMap((key) => {
    const value = scope[key]
    return value === undefined ? [] : [toFilterText(key, value)]
  })
  if (query.trim() === '') return filters.join(' ')
  return filters.length === 0 ? query : `${filters.join(' ')} (${query})`
}

/** What the switch says: one part by its value, several by how many. */
export function toScopeWords(scope: PanelScope): string {
  const parts = scopeKeys.filter((key) => scope[key] !== undefined)
  const [only] = parts
  if (only === undefined) return 'Everything'
  if (parts.length > 1) return `${parts.length} filters`
  return only === 'tab' ? 'This tab' : (scope[only] ?? '')
}
