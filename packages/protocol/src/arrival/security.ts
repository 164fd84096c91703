import { toArrivalItem } from './arrival-item.ts'
import type { OpenArrival } from '../arrival.ts'
import type { ReportRecord } from '../record/report.ts'
import { readSecurityReports } from '../sentry/security-report.ts'

/** What browsers post to a `report-uri`; Sentry's query names release and environment. */
export function readSecurityArrival(arrival: OpenArrival): readonly ReportRecord[] {
  return readSecurityReports(
    toArrivalItem(arrival, {
      header: {
        sentry_release: arrival.parameters['sentry_release'],
        sentry_environment: arrival.parameters['sentry_environment'],
      },
    }),
  )
}
