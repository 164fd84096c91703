import type { ConnectionState } from 'client'
import type { Health } from 'protocol'
import type { PageFacts } from '../../../panel-message.ts'
import { toBytesText } from '../../format/byte-text.ts'
import { toDurationText } from '../../format/duration.ts'
import { toCounted } from '../../format/number.ts'

/** One link of the way from the app to here, and whether it holds. */
export interface Check {
  readonly name: string
  readonly state: 'good' | 'warning' | 'error'
  readonly words: string
  /** The line that mends it. */
  readonly fix: string | undefined
}

/** More than so much of a page's start is too much. */
const COST_LIMIT = 50

/** What a person looks at when something is missing. */
export function toChecks(
  connection: ConnectionState,
  health: Health | undefined,
  facts: PageFacts | undefined,
): readonly Check[] {
  return [
    toConnectionCheck(connection, health),
    toArrivalCheck(health),
    ...toNoticeChecks(health),
    ...(facts === undefined ? [] : [toPolicyCheck(facts), toCostCheck(facts)]),
  ]
}

function toConnectionCheck(connection: ConnectionState, health: Health | undefined): Check {
  const name = 'Connection'
  if (connection === 'refused') {
    const fix = 'Open the link with the token that `npx footlight` printed.'
    return { name, state: 'error', words: 'The sidecar does not know this panel.', fix }
  }
  if (connection !== 'open') {
    return { name, state: 'error', words: 'The sidecar does not answer.', fix: 'npx footlight' }
  }
  const words =
    health === undefined ? 'Open.' : `Footlight ${health.version}, process ${health.pid}.`
  return { name, state: 'good', words, fix: undefined }
}

function toArrivalCheck(health: Health | undefined): Check {
  const name = 'Telemetry'
  const count = health?.counts['envelopes'] ?? 0
  if (count === 0) {
    const fix = 'footlight run -- npm run dev'
    return { name, state: 'warning', words: 'Nothing has arrived yet.', fix }
  }
  const backlog = health?.backlog ?? 0
  const behind = backlog > 100 ? `, ${toCounted(backlog, 'arrival')} behind` : ''
  const state = backlog > 100 ? 'warning' : 'good'
  return { name, state, words: `${toCounted(count, 'arrival')}${behind}.`, fix: undefined }
}

function toNoticeChecks(health: Health | undefined): readonly Check[] {
  return (health?.notices ?? []).map(({ text, fix }) => ({
    name: 'Notice',
    state: 'warning',
    words: text,
    fix,
  }))
}

function toPolicyCheck({ violations }: PageFacts): Check {
  const name = 'Content Security Policy'
  const ours = violations.filter(({ isOurs }) => isOurs)
  if (ours.length > 0) {
    const words = ours.map(({ directive, blocked }) => `${directive} blocks ${blocked}`).join(', ')
    const [first] = ours
    return { name, state: 'error', words, fix: first && `${first.directive} 'self'` }
  }
  if (violations.length === 0) {
    return { name, state: 'good', words: 'Blocks nothing on this page.', fix: undefined }
  }
  const words = `${toCounted(violations.length, 'violation')} of the app’s own, none of ours.`
  return { name, state: 'good', words, fix: undefined }
}

function toCostCheck({ cost }: PageFacts): Check {
  const { scriptTime, bytes, dropped } = cost
  const lost =
    dropped === 0 ? '' : `, at least ${toCounted(dropped, 'entry', 'entries')} had no room`
  return {
    name: 'Cost on this page',
    state: scriptTime > COST_LIMIT ? 'warning' : 'good',
    words: `${toDurationText(scriptTime)} of script, ${toBytesText(bytes)}${lost}.`,
    fix: undefined,
  }
}
