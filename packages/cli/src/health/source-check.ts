import type { Asker } from 'client'
import type { EventItem, SourceFrame } from 'protocol'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

/** Newest errors whose stacks are looked at, one of each issue. */
const EVENTS = 10

/** The same map is missing from every frame of a script. */
const TOLD = 5

interface LostFrame {
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
  const lost = (await Promise.all(looked.map((event) => listLost(asker, event)))).flat()
  if (lost.length === 0) {
    return [toGood('sources', `Stacks are at their source lines (${looked.length} looked at)`)]
  }
  const byReason = new Map(lost.map((frame) => [toReason(frame), frame] as const))
  return [...byReason]
    .slice(0, TOLD)
    .map(([reason, { place, missing }]) =>
      toWarning('sources', `${place} is not at its source line: ${reason}`, toFix(missing.reason)),
    )
}

function hasFrames({ exceptions }: EventItem): boolean {
  return (exceptions.at(-1)?.frames.length ?? 0) > 0
}

async function listLost({ ask }: Asker, event: EventItem): Promise<readonly LostFrame[]> {
  const exception = event.exceptions.length - 1
  const frames = event.exceptions[exception]?.frames ?? []
  const outcome = await ask('sources', {
    event: event.id,
    exception: String(exception),
    colours: 'none',
  })
  if (!outcome.ok) return []
  const { frames: places, omitted } = outcome.value
  return places.flatMap(({ missing, inApp, source }, at): LostFrame[] => {
    const { filename, line, column } = frames[omitted + at] ?? {}
    if (missing === undefined || !inApp) return []
    const name = filename ?? source ?? 'a frame'
    return [{ place: [name, line, column].filter((part) => part !== undefined).join(':'), missing }]
  })
}

function toReason({ missing: { reason, debugId, searched } }: LostFrame): string {
  const id = debugId === undefined ? '' : ` Debug id ${debugId}.`
  const looked = searched.length === 0 ? '' : ` Looked in ${searched.join(', ')}.`
  return `${reason}${id}${looked}`
}

function toFix(reason: string): string {
  if (/dev server/.test(reason)) return 'Start the dev server with plugins: [footlight()]'
  if (/\bbuilt anew\b/.test(reason)) return 'Load the page anew'
  if (/\bfile\b/i.test(reason))
    return 'footlight --root <folder of the app> --source-folder <others>'
  return 'Build with maps (build: { sourcemap: true }), and name their folder: footlight --source-folder <folder>'
}
