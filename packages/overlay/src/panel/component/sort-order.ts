/** How a list stands by one of its columns. */
export type SortDirection = 'ascending' | 'descending' | undefined

/** `sort` as the read API takes it; without one the list stands as usual. */
export function toDirection(field: string, sort: string | undefined, usual: string): SortDirection {
  const order = sort ?? usual
  if (order === `-${field}`) return 'descending'
  return order === field ? 'ascending' : undefined
}

/** What a press on a column's head leads to: the most first, then the least, then as usual. */
export function toNextSort(
  field: string,
  sort: string | undefined,
  usual: string,
): string | undefined {
  const direction = toDirection(field, sort, usual)
  if (direction === 'descending') return field
  if (direction === 'ascending') return undefined
  return usual === `-${field}` ? undefined : `-${field}`
}
