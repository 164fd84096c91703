import type { EventItem } from 'protocol'
import { toVitalRating } from '../../../vital-rating.ts'
import type { GlyphName } from '../../component/level-glyph.tsx'
import { toGlyphName } from '../../component/level-glyph.tsx'
import { toBytesText } from '../../format/byte-text.ts'
import { toDurationText } from '../../format/duration.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { toPlaceText } from '../../shell/place-text.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import { walkSpans } from '../../span/span-tree.ts'
import type { SpanNode } from '../../span/span-tree.ts'
import { toCulpritText } from '../issues/issues-model.ts'
import { isFailed, toSameness, toShortName } from '../../span/span-words.ts'
import { toScriptText, toShortFile, toRequestMethod, toSpanPath } from './page-address.ts'
import { toEntrySize } from './page-entries.ts'
import type { EditItem, PageStory } from './page-story.ts'
import { ratingWords, toVitalText } from './vital-gauge.ts'

/** Something about a page load that a colleague would mention. */
export interface StandOut {
  readonly key: string
  readonly glyph: GlyphName
  readonly title: string
  readonly words: string
  /** The save before it. */
  readonly after: string | undefined
  /** The row that shows it. */
  readonly row: string | undefined
  /** The event whose issue it is. */
  readonly event: EventItem | undefined
}

/** Keys 1 to 9 go to them. */
const LIMIT = 9

/** So many of one query in one request would have been one. */
const REPEATED = 10

/** A request of this length is felt. */
const SLOW = 1000

/** Long enough for a person to notice that the page did not answer. */
const BLOCKED = 200

export function toStandOuts(story: PageStory): readonly StandOut[] {
  return [
    ...toBuilds(story),
    ...toErrors(story),
    ...toFailures(story),
    ...toRepeated(story),
    ...toVitals(story),
    ...toSlow(story),
    ...toBlocked(story),
  ].slice(0, LIMIT)
}

/** While it does not build, nothing else matters. The same again and again is one. */
function toBuilds({ builds }: PageStory): readonly StandOut[] {
  const byMessage = new Map(builds.map((build) => [build.message, build]))
  return [...byMessage.values()].map((build) => {
    const { message, file, line } = build
    const place = file === undefined ? build.origin : toPlaceText({ file, line })
    return toOther(
      `build-${build.id}`,
      'error',
      message.split('\n')[0] ?? message,
      place,
      undefined,
    )
  })
}

function toErrors({ errors, edits, cause }: PageStory): readonly StandOut[] {
  const byIssue = new Map<string, EventItem[]>()
  for (const event of errors) {
    const same = byIssue.get(event.issueId)
    if (same === undefined) byIssue.set(event.issueId, [event])
    else same.push(event)
  }
  const saves = cause === undefined ? edits : [cause, ...edits]
  return [...byIssue].flatMap(([key, events]) => {
    const [event] = events
    if (event === undefined) return []
    const times = events.length === 1 ? '' : `${toCountText(events.length)} ×`
    return [
      {
        key,
        glyph: toGlyphName(event.level),
        title: event.title,
        words: [times, toCulpritText(event.culprit) || (event.transaction ?? '')]
          .filter(Boolean)
          .join(' '),
        after: toAfter(event, saves),
        row: event.id,
        event,
      },
    ]
  })
}

/** A save long before an error says nothing of it. */
const LONG_AFTER = 60_000

function toAfter({ time }: EventItem, saves: readonly EditItem[]): string | undefined {
  const save = saves.findLast((edit) => edit.time <= time)
  if (save === undefined || time - save.time > LONG_AFTER) return undefined
  return `${toDurationText(time - save.time)} after you saved ${toPlaceText(save)}`
}

function toFailures({ roots, entries }: PageStory): readonly StandOut[] {
  const failed = [...walkSpans(roots)].filter(
    ({ span }) => isFailed(span) && (entries.has(span.spanId) || toSpanTone(span.op) === 'client'),
  )
  const [first] = failed
  if (first === undefined) return []
  const names = failed.slice(0, 3).map(toRequestName)
  if (failed.length > names.length) names.push(`${failed.length - names.length} more`)
  const title = `${toCounted(failed.length, 'request')} failed`
  return [toOther('failed', 'error', title, names.join(', '), first)]
}

function toRequestName(node: SpanNode): string {
  const { span } = node
  const { status } = span
  const code = status !== undefined && /^\d+$/.test(status) ? ` ${status}` : ''
  return `${toRequestMethod(node)} ${toSpanPath(span) || span.name}${code}`.trim()
}

function toRepeated({ roots }: Pick<PageStory, 'roots'>): readonly StandOut[] {
  const found: StandOut[] = []
  for (const node of walkSpans(roots)) {
    const groups = new Map<string, SpanNode[]>()
    for (const child of node.children) {
      if (toSpanTone(child.span.op) !== 'db') continue
      const key = toSameness(child.span)
      const same = groups.get(key)
      if (same === undefined) groups.set(key, [child])
      else same.push(child)
    }
    for (const nodes of groups.values()) {
      const [first] = nodes
      if (first === undefined || nodes.length < REPEATED) continue
      const total = nodes.reduce((sum, { span }) => sum + span.duration, 0)
      const request = findRequest(node)
      const of = `${toDurationText(total)} of the ${toDurationText(request.span.duration)} of ${toRequestName(request)}`
      const words = `${of}: ${toShortName(first.span.name)}`
      const title = `${toCounted(nodes.length, 'query', 'queries')} in one request`
      found.push({
        ...toOther(`repeated-${first.span.spanId}`, 'finding', title, words, first),
        row: `fold-${first.span.spanId}`,
      })
    }
  }
  return found
}

/** The server's span that something happened for. */
function findRequest(node: SpanNode): SpanNode {
  let above = node
  while (toSpanTone(above.span.op) !== 'server' && above.parent !== undefined) above = above.parent
  return above
}

const vitalTitles = {
  lcp: 'The largest paint comes late',
  fcp: 'The first paint comes late',
  ttfb: 'The document comes late',
  inp: 'An interaction took long',
  cls: 'The layout shifts',
} as const

function toVitals({ page }: PageStory): readonly StandOut[] {
  return page.vitals.flatMap((vital) => {
    const rating = toVitalRating(vital)
    if (rating === 'good') return []
    const on = vital.target === undefined ? '' : `: ${vital.target}`
    const words = `${vital.name.toUpperCase()} ${toVitalText(vital)}, ${ratingWords[rating]}${on}`
    return [toOther(vital.name, 'finding', vitalTitles[vital.name], words, undefined)]
  })
}

/** What took long and is not told already by the queries in it. */
function toSlow({ roots, entries, page }: PageStory): readonly StandOut[] {
  const slow = [...walkSpans(roots)].filter(
    ({ span }) =>
      span.duration >= SLOW &&
      entries.has(span.spanId) &&
      ['client', 'resource', 'document'].includes(toSpanTone(span.op)),
  )
  return slow
    .toSorted((a, b) => b.span.duration - a.span.duration)
    .filter((node) => toRepeated({ roots: node.children }).length === 0)
    .slice(0, 3)
    .map((node) => {
      const name =
        toSpanTone(node.span.op) === 'resource' ? toShortFile(node.span.name) : toRequestName(node)
      const title = `${name} took ${toDurationText(node.span.duration)}`
      const began = `Began at ${toDurationText(node.span.start - page.time)}`
      const size = toEntrySize(node.span.attributes ?? {})
      const inner = node.children.find(({ span }) => toSpanTone(span.op) === 'server')
      const more = [
        size === undefined ? '' : toBytesText(size),
        inner === undefined ? '' : `${toDurationText(inner.span.duration)} of it on the server`,
      ]
      const words = [began, ...more].filter(Boolean).join(', ')
      return toOther(`slow-${node.span.spanId}`, 'finding', title, words, node)
    })
}

function toBlocked({ roots }: PageStory): readonly StandOut[] {
  const frames = [...walkSpans(roots)].filter(({ span }) => span.op === 'ui.long-frame')
  const longest = frames.toSorted((a, b) => b.span.duration - a.span.duration)[0]
  if (longest === undefined || longest.span.duration < BLOCKED) return []
  const title = `The page did not answer for ${toDurationText(longest.span.duration)}`
  const script = longest.span.attributes?.['script']
  const words =
    typeof script === 'string' ? toScriptText(script) : toCounted(frames.length, 'long frame')
  return [toOther('blocked', 'finding', title, words, longest)]
}

function toOther(
  key: string,
  glyph: GlyphName,
  title: string,
  words: string,
  node: SpanNode | undefined,
): StandOut {
  return { key, glyph, title, words, after: undefined, row: node?.span.spanId, event: undefined }
}
