import type { VNode } from 'preact'
import { toCategoryWords, toQuotaSums, toQuotaText, toServiceQuotas } from 'protocol'
import { EmptyState } from '../../component/empty-state.tsx'
import { useLive } from '../../data/use-live.ts'
import { toBytesText } from '../../format/byte-text.ts'
import { toCountText } from '../../format/number.ts'

/** The smallest plan that is sold: the noise of a morning shows in it. */
const PLAN =
  'Of Sentry’s Developer plan: 5,000 errors, 5 million spans, 5 GB of logs, 50 replays, 1 GB of attachments'

/** What production did not get, as Sentry would have counted it, and the proof of it. */
export function QuotaTable(): VNode {
  const live = useLive('quota', {})
  const answer = live.value
  if (answer === undefined || answer.hosts.length === 0) {
    return (
      <div class="fl-body" aria-busy={live.status === 'loading'}>
        <EmptyState icon="shield" title="Nothing was on its way to production">
          What SDKs of this app send to a DSN is kept here, and counted as Sentry would count it.
        </EmptyState>
      </div>
    )
  }
  return (
    <div class="fl-body">
      <div class="fl-sec">
        <h2>Kept from the quota</h2>
        <table class="fl-table">
          <thead>
            <tr>
              <th>Category</th>
              <th class="fl-num">Today</th>
              <th class="fl-num">In all</th>
              <th class="fl-num" title={PLAN}>
                Today of a month’s plan
              </th>
            </tr>
          </thead>
          <tbody>
            {toQuotaSums(answer).map(({ category, today, total, planShare }) => (
              <tr key={category}>
                <td>{toCategoryWords(category)}</td>
                <td class="fl-num">{toCountText(today)}</td>
                <td class="fl-num">{toCountText(total)}</td>
                <td class="fl-num">
                  {planShare === undefined ? '' : `${Number((planShare * 100).toPrecision(2))} %`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="fl-sec">
        <h2>By service</h2>
        <table class="fl-table">
          <thead>
            <tr>
              <th>Service</th>
              <th>Today</th>
              <th>In all</th>
            </tr>
          </thead>
          <tbody>
            {toServiceQuotas(answer).map(({ service, today, total }) => (
              <tr key={service}>
                <td>{service}</td>
                <td>{toQuotaText(today)}</td>
                <td>{toQuotaText(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="fl-sec">
        <h2>Where it was on its way to</h2>
        <table class="fl-table">
          <thead>
            <tr>
              <th>Host</th>
              <th>Policy</th>
              <th class="fl-num">Requests</th>
              <th class="fl-num">Kept</th>
              <th class="fl-num">Left</th>
            </tr>
          </thead>
          <tbody>
            {answer.hosts.map(({ host, policy, requests, keptBytes, sentBytes }) => (
              <tr key={`${host} ${policy}`}>
                <td class="fl-mono s">{host}</td>
                <td>{policy}</td>
                <td class="fl-num">{toCountText(requests)}</td>
                <td class="fl-num">{toBytesText(keptBytes)}</td>
                <td class={sentBytes === 0 ? 'fl-num t-good' : 'fl-num t-warning'}>
                  {toBytesText(sentBytes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
