import type { VNode } from 'preact'
import { EmptyState } from '../../component/empty-state.tsx'
import { ServiceName } from '../../component/service-name.tsx'
import { Age } from '../../component/time-text.tsx'
import { useLive } from '../../data/use-live.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { toSeenSdks } from './arrivals-model.ts'

/** So many arrivals are looked at: whoever sent none of them is not sending. */
const LOOKED_AT = '500'

/** Who sends, how, and when they last did. */
export function SdkList({ query }: { readonly query: string }): VNode {
  const live = useLive('envelopes', { query, limit: LOOKED_AT })
  const sdks = toSeenSdks(live.value?.items ?? [])
  if (sdks.length === 0) {
    return (
      <div class="fl-body" aria-busy={live.status === 'loading'}>
        <EmptyState icon="download" title="No SDK has sent anything" />
      </div>
    )
  }
  return (
    <div class="fl-body">
      <table class="fl-table">
        <thead>
          <tr>
            <th>SDK</th>
            <th>Service</th>
            <th class="c-by">By</th>
            <th class="fl-num">Arrivals</th>
            <th class="fl-num">Last</th>
          </tr>
        </thead>
        <tbody>
          {sdks.map(({ name, words, services, channels, count, problems, lastSeen }) => (
            <tr key={name}>
              <td>
                <span class="fl-mono s">{name}</span>
                {words === undefined ? null : <div class="fl-11 fl-3rd">{words}</div>}
              </td>
              <td>
                <span class="fl-row w t">
                  {services.map((service) => (
                    <ServiceName key={service} name={service} />
                  ))}
                </span>
              </td>
              <td class="c-by">{channels.join(', ')}</td>
              <td class="fl-num">
                {toCountText(count)}
                {problems === 0 ? null : (
                  <span class="t-warning"> · {toCounted(problems, 'problem')}</span>
                )}
              </td>
              <td class="fl-num">
                <Age time={lastSeen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
