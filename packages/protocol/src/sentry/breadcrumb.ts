import type { EntryAllowance } from '../entry-allowance.ts'
import { isObject, readJsonObject, readScalar, readText, readValues } from '../json.ts'
import { readLevel } from '../level.ts'
import type { Breadcrumb } from '../record/event.ts'
import { readTime } from '../time.ts'

/** SDKs name an element by tag, id and classes. */
const OVERLAY = '#sentry-spotlight-footlight'

/** Below which a dev server has what is ours. */
const OWN_PATH = '/__footlight/'

export function readBreadcrumbs(value: unknown, allowance: EntryAllowance): readonly Breadcrumb[] {
  const breadcrumbs: Breadcrumb[] = []
  for (const entry of allowance.takeOf(readValues(value))) {
    if (!isObject(entry) || isOfOverlay(entry)) continue
    breadcrumbs.push({
      time: readTime(entry['timestamp']),
      // `ty` is what Relay's own schema calls it, and what Rust SDKs once sent.
      type: readText(entry['type']) ?? readText(entry['ty']),
      category: readText(entry['category']),
      level: readLevel(entry['level']),
      message: readScalar(entry['message']),
      data: readJsonObject(entry['data']),
    })
  }
  return breadcrumbs
}

/** Neither a click on our own overlay nor what it asks of us is a step on the app's way anywhere. */
function isOfOverlay({ category, message, data }: Readonly<Record<string, unknown>>): boolean {
  const isClick = readText(category)?.startsWith('ui.') === true
  if (isClick) return readText(message)?.includes(OVERLAY) === true
  return isObject(data) && readText(data['url'])?.includes(OWN_PATH) === true
}
