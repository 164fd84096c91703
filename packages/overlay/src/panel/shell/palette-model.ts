import type { Issue, TraceSummary } from 'protocol'
import type { IconName } from '../component/icon.tsx'
import { toDurationText } from '../format/duration.ts'
import type { KeyAction } from '../keys/keyboard.ts'
import type { Place } from '../place/place.ts'
import { readScope } from '../scope/scope.ts'

export interface PaletteEntry {
  readonly key: string
  readonly group: 'Issues' | 'Traces' | 'Search' | 'Do'
  readonly icon: IconName
  readonly label: string
  readonly detail: string
  readonly keys: string | undefined
  /** Where it leads. */
  readonly target: Place | undefined
  /** Or what it does. */
  readonly run: (() => void) | undefined
}

export interface PaletteSources {
  readonly actions: readonly KeyAction[]
  readonly issues: readonly Issue[]
  readonly traces: readonly TraceSummary[]
  readonly parameters: Readonly<Record<string, string>>
}

/** The query to ask lists with: the text as words, whatever signs it holds. Nothing for commands. */
export function toFound(text: string): string | undefined {
  const words = text.trim()
  if (words.length < 2 || words.startsWith('>')) return undefined
  return `"${words.replace(/["\\]/g, '\\$&')}"`
}

/** What is called so: first what was found, then what can be done. `>` leaves only commands. */
export function toEntries(text: string, sources: PaletteSources): readonly PaletteEntry[] {
  const isCommand = text.startsWith('>')
  const words = text.replace(/^>/, '').trim().toLowerCase()
  const scope = readScope(sources.parameters)
  const actions = sources.actions
    .filter((action) => isCalled(`${action.group} ${action.words}`, words))
    .filter(({ keys }) => !HIDDEN.has(keys))
    .map((action): PaletteEntry => ({
      key: `do ${action.keys} ${action.words}`,
      group: 'Do',
      icon: 'right',
      label: action.words,
      detail: action.group,
      keys: action.keys,
      target: undefined,
      run: action.run,
    }))
  if (isCommand || words === '') return actions
  return [
    ...sources.issues.map((issue): PaletteEntry => ({
      key: `issue ${issue.id}`,
      group: 'Issues',
      icon: 'shield',
      label: issue.type ?? issue.title,
      detail: issue.culprit ?? issue.value ?? '',
      keys: undefined,
      target: { view: 'issues', id: issue.id, parameters: scope },
      run: undefined,
    })),
    ...sources.traces.map((trace): PaletteEntry => ({
      key: `trace ${trace.traceId}`,
      group: 'Traces',
      icon: 'layers',
      label: trace.name,
      detail: toDurationText(trace.duration),
      keys: undefined,
      target: { view: 'traces', id: trace.traceId, parameters: scope },
      run: undefined,
    })),
    {
      key: 'search logs',
      group: 'Search',
      icon: 'list',
      label: `Search logs for “${text.trim()}”`,
      detail: '',
      keys: undefined,
      target: { view: 'logs', id: undefined, parameters: { ...scope, query: toFound(text) ?? '' } },
      run: undefined,
    },
    ...actions,
  ]
}

/** What moves within lists is no command. */
const HIDDEN: ReadonlySet<string> = new Set([
  'j|ArrowDown',
  'k|ArrowUp',
  'PageDown',
  'PageUp',
  'g g|Home',
  'G|End',
  'Enter',
  'Escape',
  'mod+k',
])

/** All words, in any order. */
function isCalled(name: string, words: string): boolean {
  const lower = name.toLowerCase()
  return words.split(/\s+/).every((word) => lower.includes(word))
}
