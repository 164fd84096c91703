import type { Signal } from '@preact/signals'
import { createKept, findStorage } from './kept.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'dense' | 'roomy'

/** What a person chose for the panel, kept by the browser. */
export interface Preferences {
  readonly theme: Signal<Theme>
  readonly density: Signal<Density>
  /** Queries that were run, the latest first, by list. */
  readonly history: Signal<Readonly<Record<string, readonly string[]>>>
  /** Queries with a name, by list. */
  readonly saved: Signal<Readonly<Record<string, readonly string[]>>>
  /** Attributes that are columns of the logs. */
  readonly logColumns: Signal<readonly string[]>
  /** Hosts of which a person knows that they get what the app sends. */
  readonly knownHosts: Signal<readonly string[]>
}

export function createPreferences(window: Window): Preferences {
  const storage = findStorage(window)
  return {
    theme: createKept(storage, 'theme', readTheme),
    density: createKept(storage, 'density', (value): Density =>
      value === 'roomy' ? 'roomy' : 'dense',
    ),
    history: createKept(storage, 'history', readLists),
    saved: createKept(storage, 'saved', readLists),
    logColumns: createKept(storage, 'logColumns', readList),
    knownHosts: createKept(storage, 'knownHosts', readList),
  }
}

function readTheme(value: unknown): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}

function readLists(value: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([key, list]) => [key, readList(list)]))
}

function readList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
