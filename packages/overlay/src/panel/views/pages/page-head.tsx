import type { ComponentChildren, VNode } from 'preact'
import { Button } from '../../component/button.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { toClockText, toExactClockText } from '../../format/clock-time.ts'
import { toDurationText } from '../../format/duration.ts'
import { navigationWords } from './page-summary.ts'
import { toVitalGauges } from './vital-gauge.ts'
import { toPagePath } from './which-page.ts'
import type { PageItem, PageNeighbours } from './which-page.ts'

export interface PageHeadProps {
  readonly page: PageItem
  readonly neighbours: PageNeighbours
  /** It is what the page around the panel shows now. */
  readonly isInFront: boolean
  readonly facts: readonly string[]
  readonly onStep: (page: PageItem | undefined) => void
  readonly onList: () => void
  readonly children?: ComponentChildren
}

/** Which page load it is, how to get to others, and its vitals. */
export function PageHead(props: PageHeadProps): VNode {
  const { page, neighbours, isInFront, facts, onStep, onList } = props
  const { earlier, later, isLatest } = neighbours
  return (
    <div class="fl-head fl-page-head">
      <div class="which">
        <div class="fl-group">
          <Button
            label="Earlier page load"
            icon="left"
            title="Earlier page load  ["
            isSmall
            isIconOnly
            disabledReason={earlier === undefined ? 'This is the first that is kept' : undefined}
            onClick={() => onStep(earlier)}
          />
          <Button
            label="Later page load"
            icon="right"
            title="Later page load  ]"
            isSmall
            isIconOnly
            disabledReason={later === undefined ? 'This is the latest' : undefined}
            onClick={() => onStep(later)}
          />
        </div>
        <div class="fl-col what">
          <h1 class="fl-row t">
            <span class="fl-cut" title={page.url}>
              {toPagePath(page.url)}
            </span>
            <span class="fl-chip">{isInFront ? 'this page' : isLatest ? 'latest' : 'earlier'}</span>
          </h1>
          <span class="fl-11 fl-3rd fl-cut">
            <time title={toExactClockText(page.time)}>{toClockText(page.time)}</time> ·{' '}
            {navigationWords[page.navigation]}
            {page.duration === undefined ? '' : ` in ${toDurationText(page.duration)}`}
            {facts.map((fact) => ` · ${fact}`).join('')}
          </span>
        </div>
        {props.children}
        <Button label="All page loads" icon="list" keys="o" kind="quiet" isSmall onClick={onList} />
      </div>
      <Vitals page={page} />
    </div>
  )
}

const gaugeTones = { good: 'g', 'needs-improvement': 'w', poor: 'b' } as const
const textTones = { good: '', 'needs-improvement': 't-warning', poor: 't-error' } as const

function Vitals({ page }: { readonly page: PageItem }): VNode {
  return (
    <dl class="fl-vitals">
      {toVitalGauges(page.vitals).map(({ name, value, rating, words, place, target, title }) => (
        <div key={name} class="fl-vital" title={title}>
          <dt>
            {rating === 'good' ? null : (
              <LevelGlyph name={rating === 'poor' ? 'error' : 'warning'} />
            )}
            {name}
            {target === undefined ? null : <span class="fl-mono fl-cut on">{target}</span>}
          </dt>
          <dd class={textTones[rating]}>
            {value}
            <span class="fl-hide">{words}</span>
            <span class="fl-gauge" style={{ '--p': String(place) }} aria-hidden="true">
              {(['good', 'needs-improvement', 'poor'] as const).map((third) => (
                <i key={third} class={third === rating ? gaugeTones[third] : ''} />
              ))}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
