import type { KeyAction, KeyLayer } from './keyboard.ts'

export interface KeyGroup {
  readonly group: string
  readonly actions: readonly KeyAction[]
}

/** What can be done with keys, by heading; of two that share a key only the one that answers. */
export function toSheet(layers: readonly KeyLayer[]): readonly KeyGroup[] {
  const groups = new Map<string, KeyAction[]>()
  const taken = new Set<string>()
  const behind = layers.filter(({ isModal }) => !isModal).toReversed()
  for (const action of behind.flatMap(({ actions }) => actions)) {
    if (taken.has(action.keys)) continue
    taken.add(action.keys)
    groups.set(action.group, [...(groups.get(action.group) ?? []), action])
  }
  return [...groups].map(([group, actions]) => ({ group, actions }))
}
