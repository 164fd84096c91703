import type { Breadcrumb, EditRecord, EventItem, Json } from 'protocol'
import { toIssueWords } from './issues-model.ts'
import { toPlaceText } from '../../shell/place-text.ts'
import { toDurationText } from '../../format/duration.ts'
import { toPreview } from '../../component/json-text.ts'

/** A step on the way to the error. */
export interface Step {
  readonly key: string
  readonly type: 'step' | 'edit' | 'error'
  readonly level: Breadcrumb['level']
  /** Seconds before the error, with a minus. */
  readonly ago: string
  readonly time: number | undefined
  readonly what: string
  /** What is the machine's: a selector, an address. */
  readonly code: string
  readonly detail: string
}

type Save = Pick<EditRecord, 'file' | 'hunks'> & { readonly id: string; readonly time: number }

/** What led here, oldest first, with the saves of that time among it; the error itself is the last. */
export function toSteps(event: EventItem, saves: readonly Save[]): readonly Step[] {
  const steps = toSorted(event.breadcrumbs).map((breadcrumb, index): Step => ({
    key: `step ${index}`,
    type: 'step',
    level: breadcrumb.level,
    ago: toAgo(breadcrumb.time, event.time),
    time: breadcrumb.time,
    ...toWords(breadcrumb),
  }))
  const start = steps.find(({ time }) => time !== undefined)?.time ?? event.time
  const edits = saves
    .filter(({ time }) => time >= start && time <= event.time)
    .map((save): Step => ({
      key: `edit ${save.id}`,
      type: 'edit',
      level: undefined,
      ago: toAgo(save.time, event.time),
      time: save.time,
      what: 'you saved',
      code: toPlaceText(save),
      detail: '',
    }))
  const all = edits.length === 0 ? steps : insertByTime(steps, edits)
  const last = event.exceptions.at(-1)
  const { type } = toIssueWords({ type: last?.type, value: last?.value, title: event.title })
  return [
    ...all,
    {
      key: 'error',
      type: 'error',
      level: event.level,
      ago: '0',
      time: event.time,
      what: type,
      code: '',
      detail: '',
    },
  ]
}

/** Some SDKs join lists of several layers. A step without a time goes with the one before it. */
function toSorted(breadcrumbs: readonly Breadcrumb[]): readonly Breadcrumb[] {
  let before = -Infinity
  const timed = breadcrumbs.map((breadcrumb) => {
    before = breadcrumb.time ?? before
    return { breadcrumb, time: before }
  })
  return timed.toSorted((a, b) => a.time - b.time || 0).map(({ breadcrumb }) => breadcrumb)
}

/** Steps without a time stay behind the one they were sent behind. */
function insertByTime(steps: readonly Step[], edits: readonly Step[]): readonly Step[] {
  const waiting = edits.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0))
  const all: Step[] = []
  for (const step of steps) {
    while (step.time !== undefined && (waiting[0]?.time ?? Infinity) <= step.time) {
      const edit = waiting.shift()
      if (edit !== undefined) all.push(edit)
    }
    all.push(step)
  }
  return [...all, ...waiting]
}

function toAgo(time: number | undefined, end: number): string {
  if (time === undefined) return ''
  const seconds = (time - end) / 1000
  if (Math.abs(seconds) < 0.005) return '0.00'
  if (Math.abs(seconds) < 100) return seconds.toFixed(2).replace('-', '−')
  return toDurationText(time - end)
}

interface StepWords {
  readonly what: string
  readonly code: string
  readonly detail: string
}

const HTTP = new Set(['http', 'fetch', 'xhr', 'httplib', 'urllib3', 'requests', 'okhttp'])

function toWords(breadcrumb: Breadcrumb): StepWords {
  const { category = '', type, data = {}, message = '' } = breadcrumb
  if (HTTP.has(category) || type === 'http') return toHttpWords(breadcrumb)
  const to = toText(data['to'])
  if ((category === 'navigation' || type === 'navigation') && to !== '') {
    return { what: 'went to', code: to, detail: toFrom(toText(data['from'])) }
  }
  if (category.startsWith('ui.')) {
    return { what: category.slice('ui.'.length), code: toElementName(message), detail: '' }
  }
  // `%c` only styles what follows it in a browser's console.
  if (category === 'console') return { what: message.replaceAll('%c', ''), code: '', detail: '' }
  const { length } = Object.keys(data)
  return {
    what: message === '' ? category : message,
    code: '',
    detail: [message === '' ? '' : category, length === 0 ? '' : toPreview(data, 80)]
      .filter(Boolean)
      .join(' '),
  }
}

const CONTROL = /^(?:a|button|input|label|option|select|summary|textarea)(?![\w-])/

/** `main > button.buy > svg`: what can be clicked tells more than what the pointer was on. */
function toElementName(path: string): string {
  const parts = path.split(' > ')
  return parts.findLast((part) => CONTROL.test(part)) ?? parts.at(-1) ?? path
}

function toHttpWords({ data = {}, message = '' }: Breadcrumb): StepWords {
  const status = toText(data['status_code']) || toText(data['http.response.status_code'])
  const method = toText(data['method']) || toText(data['http.method'])
  const url = toText(data['url']) || message
  return { what: method === '' ? 'GET' : method.toUpperCase(), code: toPathOf(url), detail: status }
}

/** On one's own machine the host says nothing. */
function toPathOf(url: string): string {
  return url.replace(/^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?=\/)/, '')
}

function toFrom(from: string): string {
  return from === '' ? '' : `from ${from}`
}

function toText(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
