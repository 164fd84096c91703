import type { Asker } from 'client'
import type { EventItem, SourceFrame } from 'protocol'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

/** Newest errors whose stacks are looked at, one of each issue. */
const EVENTS = 10

/** The same map is missing from every frame of a script. */
const TOLD = 5

export interface LostFrame {
  readonly place: string
  readonly missing: NonNullable<SourceFrame['missing']>
}

/** Whether stacks are at their places in the source, and what is missing where they are not. */
export async function checkSources(asker: Asker): Promise<readonly HealthCheck[]> {
  const latest = await asker.ask('events', { limit: '50' })
  if (!latest.ok) return []
  const events = new Map(
    latest.value.items.filter(hasFrames).map((event) => [event.issueId, event] as const),
  )
  const looked = [...events.values()].slice(0, EVENTS)
  if (looked.length === 0) return []
  const lost = (await Promise.all(looked.map((event) => listLostFrames(asker, event)))).flat()
  if (lost.length === 0) {
    return [toGood('sources', `Stacks are at their source lines (${looked.length} looked at)`)]
  }
  const byReason = new Map(lost.map((frame) => [JSON.stringify(frame.missing), frame] as const))
  return [...byReason.values()]
    .slice(0, TOLD)
    .map((frame) => toWarning('sources', toLostLines(frame).join(' '), toFix(frame.missing.reason)))
}

/** What was looked for, and where. */
export function toLostLines({ place, missing }: LostFrame): readonly string[] {
  const { reason, debugId, searched } = missing
  return [
    `${place} is not at its source line: ${reason}`,
    ...(debugId === undefined ? [] : [`Debug id ${debugId}.`]),
    ...(searched.length === 0 ? [] : [`Looked in ${searched.join(', ')}.`]),
  ]
}

function hasFrames({ exceptions }: EventItem): boolean {
  return (exceptions.at(-1)?.frames.length ?? 0) > 0
}

/** Frames of the app that nobody could place, of the error that was thrown last. */
export async function listLostFrames(
  { ask }: Asker,
  event: EventItem,
): Promise<readonly LostFrame[]> {
  const exception = event.exceptions.length - 1
  const frames = event.exceptions[exception]?.frames ?? []
  const outcome = await ask('sources', {
    event: event.id,
    exception: String(exception),
    colours: 'none',
  })
  if (!outcome.ok) return []
  const { frames: places, omitted } = outcome.value
  return places.flatMap(({ missing, inApp, source, excerpt }, at): LostFrame[] => {
    const { filename, line, column } = frames[omitted + at] ?? {}
    // Where the SDK has sent the lines, nobody misses them.
    if (missing === undefined || excerpt !== undefined || !inApp) return []
    const name = filename ?? source ?? 'a frame'
    return [{ place: [name, line, column].filter((part) => part !== undefined).join(':'), missing }]
  })
}

function toFix(reason: string): string {
  if (/dev server/.test(reason)) return 'Start the dev server with plugins: [footlight()]'
  if (/\bbuilt anew\b/.test(reason)) return 'Load the page anew'
  if (/\bfile\b/i.test(reason))
    return 'footlight --root <folder of the app> --source-folder <others>'
  return 'Build with maps (build: { sourcemap: true }), and name their folder: footlight --source-folder <folder>'
}
