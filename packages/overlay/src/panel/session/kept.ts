import { signal } from '@preact/signals'
import type { Signal } from '@preact/signals'

/** Something a person chose, which stays over reloads. Without storage it stays as long as the page. */
export function createKept<T>(
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
  key: string,
  read: (value: unknown) => T,
): Signal<T> {
  const kept = signal(read(readStored(storage, key)))
  let isFirst = true
  kept.subscribe((value) => {
    if (isFirst) {
      isFirst = false
      return
    }
    try {
      storage?.setItem(toKey(key), JSON.stringify(value))
    } catch {
      // A full storage loses a preference, nothing else.
    }
  })
  return kept
}

/** `localStorage` itself throws where a browser forbids it. */
export function findStorage(window: Window): Storage | undefined {
  try {
    return window.localStorage
  } catch {
    return undefined
  }
}

function readStored(storage: Pick<Storage, 'getItem'> | undefined, key: string): unknown {
  try {
    const text = storage?.getItem(toKey(key))
    return text === null || text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function toKey(key: string): string {
  return `footlight.${key}`
}
