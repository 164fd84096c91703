/** Keeps what was used last, as much as fits into a number of bytes. */
export interface ByteCache<V> {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V, bytes: number) => void
  readonly close: () => void
}

export function createByteCache<V>(limit: number): ByteCache<V> {
  // A Map keeps the order of insertion: the first entry is the one used longest ago.
  const entries = new Map<string, { readonly value: V; readonly bytes: number }>()
  let total = 0

  const remove = (key: string): void => {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  return {
    get: (key) => {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set: (key, value, bytes) => {
      remove(key)
      if (bytes > limit) return
      entries.set(key, { value, bytes })
      total += bytes
      for (const oldest of entries.keys()) {
        if (total <= limit) break
        remove(oldest)
      }
    },
    close: () => {
      entries.clear()
      total = 0
    },
  }
}
