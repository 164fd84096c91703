import type { Item } from '../item.ts'
import { isObject, readJsonBytes, readJsonObject, readNumber, readText } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { lookUp } from '../look-up.ts'
import type { Payload } from '../payload.ts'
import type { ReportRecord } from '../record/report.ts'
import { toScope } from '../scope.ts'

/** The wrappers browsers have put around a report, and what each is called here. */
const WRAPPERS: Readonly<Record<string, string>> = {
  'csp-report': 'csp',
  'expect-ct-report': 'expect-ct',
  'expect-staple-report': 'expect-staple',
}

/** Relay turns reports into events under these names. */
const EVENT_FIELDS: Readonly<Record<string, string>> = {
  csp: 'csp',
  'sentry.interfaces.Csp': 'csp',
  hpkp: 'hpkp',
  'sentry.interfaces.Hpkp': 'hpkp',
  expectct: 'expect-ct',
  'sentry.interfaces.ExpectCT': 'expect-ct',
  expectstaple: 'expect-staple',
  'sentry.interfaces.ExpectStaple': 'expect-staple',
}

/** The Reporting API's names for what has an older one. */
const API_TYPES: Readonly<Record<string, string>> = {
  'csp-violation': 'csp',
  'network-error': 'nel',
}

/** A `raw_security` item, or the body of a report route: one report or a list of them. */
export function readSecurityReports(item: Item): readonly ReportRecord[] {
  const reading = readJsonBytes(item.payload)
  if (!reading.ok) {
    item.report(reading.code, reading.detail)
    return []
  }
  const reports: ReportRecord[] = []
  const entries: readonly unknown[] = Array.isArray(reading.value) ? reading.value : [reading.value]
  for (const entry of item.allowance.takeOf(entries)) {
    if (isObject(entry)) reports.push(readReport(item, entry))
    else item.report('payload-shape', 'a report that is not an object')
  }
  return reports
}

/** An event that is a report in disguise. */
export function readReportEvent(item: Item, payload: Payload): ReportRecord | undefined {
  for (const [field, reportType] of Object.entries(EVENT_FIELDS)) {
    const body = readJsonObject(payload[field])
    if (body !== undefined) return toReport(item, { reportType, body, report: {} })
  }
  return undefined
}

function readReport(item: Item, report: Payload): ReportRecord {
  for (const [wrapper, reportType] of Object.entries(WRAPPERS)) {
    const body = readJsonObject(report[wrapper])
    if (body !== undefined) return toReport(item, { reportType, body, report: {} })
  }
  const type = readText(report['type'])
  const body = readJsonObject(report['body'])
  if (type !== undefined && body !== undefined) {
    return toReport(item, { reportType: lookUp(API_TYPES, type) ?? type, body, report })
  }
  const reportType = 'known-pins' in report ? 'hpkp' : (type ?? 'unknown')
  return toReport(item, { reportType, body: readJsonObject(report) ?? {}, report: {} })
}

interface ReportParts {
  readonly reportType: string
  readonly body: JsonObject
  /** The Reporting API's envelope around the body. */
  readonly report: Payload
}

function toReport(item: Item, { reportType, body, report }: ReportParts): ReportRecord {
  const scope = toScope(item.scope, {
    environment: readText(item.header['sentry_environment']),
    release: readText(item.header['sentry_release']),
    platform: 'javascript',
  })
  return {
    kind: 'report',
    // `age` is how long the browser kept the report before sending it, in milliseconds.
    time: item.receivedAt - Math.max(readNumber(report['age']) ?? 0, 0),
    item: item.index,
    scope,
    reportType,
    title: toTitle(reportType, body),
    url:
      readText(report['url']) ??
      readText(body['document-uri']) ??
      readText(body['documentURL']) ??
      readText(body['document_uri']),
    userAgent: readText(report['user_agent']),
    body,
  }
}

function toTitle(reportType: string, body: JsonObject): string {
  const host = readText(body['hostname']) ?? ''
  switch (reportType) {
    case 'csp':
      return toCspTitle(body)
    case 'hpkp':
      return `Public key pinning failed for ${host}`
    case 'expect-ct':
      return `Expect-CT failed for ${host}`
    case 'expect-staple':
      return `Expect-Staple failed for ${host}`
    case 'nel':
      return `Network error: ${readText(body['type']) ?? 'unknown'}`
    default:
      return readText(body['message']) ?? readText(body['id']) ?? `Browser report: ${reportType}`
  }
}

function toCspTitle(body: JsonObject): string {
  const directive = [
    'effective-directive',
    'effectiveDirective',
    'effective_directive',
    'violated-directive',
    'violatedDirective',
    'violated_directive',
  ]
    .map((name) => readText(body[name]))
    .find((name) => name !== undefined)
  const blocked = ['blocked-uri', 'blockedURL', 'blocked_uri']
    .map((name) => readText(body[name]))
    .find((uri) => uri !== undefined)
  const what = directive?.split(' ', 1)[0] ?? 'a directive'
  return blocked === undefined ? `CSP: ${what} was violated` : `CSP: ${what} blocked ${blocked}`
}
