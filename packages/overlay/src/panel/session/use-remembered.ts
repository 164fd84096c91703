import { useState } from 'preact/hooks'
import { usePanel } from './panel.ts'

/** State that outlives its component: where one was in a list when one comes back to it. */
export function useRemembered<T>(name: string, first: T): [T, (value: T) => void] {
  const { remembered } = usePanel()
  const [value, setValue] = useState<T>(() => {
    const kept = remembered.get(name)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this hook writes under this name
    return kept === undefined ? first : (kept as T)
  })
  return [
    value,
    (next) => {
      remembered.set(name, next)
      setValue(() => next)
    },
  ]
}
