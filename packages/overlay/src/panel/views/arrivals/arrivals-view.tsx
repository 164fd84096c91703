import type { VNode } from 'preact'
import { Button } from '../../component/button.tsx'
import { useScopedQuery } from '../../data/use-scoped.ts'
import { QueryBar } from '../../query/query-bar.tsx'
import { usePanel } from '../../session/panel.ts'
import type { ViewProps } from '../view.ts'
import { ArrivalDetail } from './arrival-detail.tsx'
import { ArrivalsList } from './arrivals-list.tsx'
import { arrivalsVocabulary, arrivalTabs, readArrivalTab, tabWords } from './arrivals-model.ts'
import { LossTable } from './loss-table.tsx'
import { QuotaTable } from './quota-table.tsx'
import { SdkList } from './sdk-list.tsx'
import './arrivals.css'

/** What came in, from whom, what production did not get, and what is not here. */
export function ArrivalsView({ id }: ViewProps): VNode {
  return id === undefined ? <Arrivals /> : <ArrivalDetail key={id} id={id} />
}

function Arrivals(): VNode {
  const { navigation } = usePanel()
  const scoped = useScopedQuery()
  const tab = readArrivalTab(navigation.place.value.parameters['part'])
  const hasQuery = tab === 'arrivals' || tab === 'sdks'
  return (
    <>
      <div class="fl-head fl-arrivals-head">
        <h1 class="fl-hide">Arrivals</h1>
        {hasQuery ? (
          <QueryBar
            vocabulary={arrivalsVocabulary}
            query={scoped.query}
            onQuery={scoped.setQuery}
            failure={undefined}
          />
        ) : (
          <span class="fl-push" />
        )}
        <span class="fl-group" role="group" aria-label="What is shown">
          {arrivalTabs.map((each) => (
            <Button
              key={each}
              label={tabWords[each]}
              isPressed={each === tab}
              onClick={() => navigation.set({ part: each === 'arrivals' ? undefined : each })}
            />
          ))}
        </span>
      </div>
      {tab === 'arrivals' ? <ArrivalsList {...scoped} /> : null}
      {tab === 'sdks' ? <SdkList query={scoped.asked} /> : null}
      {tab === 'quota' ? <QuotaTable /> : null}
      {tab === 'lost' ? <LossTable /> : null}
    </>
  )
}
