import { useState } from 'preact/hooks'
import { usePanel } from './panel.ts'

/** State that outlives its component: where one was in a list when one comes back to it. */
export function useRemembered<T>(name: string, first: T): [T, (value: T) => void] {
  const { remembered } = usePanel()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this hook writes under this name
  const [value, setValue] = useState<T>(() => (remembered.has(name) ? (remembered.get(name) as T) : first))
  return [
    value,
    (next) => {
      remembered.set(name, next)
      setValue(() => next)
    },
  ]
}
