import type { VNode } from 'preact'
import type { PageEntry } from 'protocol'
import { AttributeList } from '../../component/attribute-list.tsx'
import { Button } from '../../component/button.tsx'
import { toDurationText } from '../../format/duration.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import type { TreeSpan } from '../../span/span-tree.ts'
import { toEntryFacts } from './entry-facts.ts'
import { toPhases } from './entry-phases.ts'

export interface EntryDetailProps {
  readonly span: TreeSpan
  readonly entry: PageEntry | undefined
  /** When the page load began. */
  readonly start: number
  readonly onClose: () => void
}

/** What the browser measured of one thing: when it waited for what. */
export function EntryDetail({ span, entry, start, onClose }: EntryDetailProps): VNode {
  const phases = entry === undefined ? [] : toPhases(entry, start)
  const attributes = toEntryFacts(span.attributes ?? {})
  return (
    <aside class="fl-aside fl-trace-aside" aria-label="Measured">
      <div class="fl-sec">
        <div class="fl-row">
          <i class={`fl-sw o-${toSpanTone(span.op)}`} />
          <span class="fl-12 fl-2nd fl-cut">{span.op} · measured by the browser</span>
          <span class="fl-push" />
          {span.status === undefined ? null : <span class="fl-chip error">{span.status}</span>}
          <Button
            label="Close detail"
            icon="close"
            kind="quiet"
            isSmall
            isIconOnly
            onClick={onClose}
          />
        </div>
        <h2 class="fl-wrap">{entry?.name === '' ? span.name : (entry?.name ?? span.name)}</h2>
      </div>
      <div class="fl-sec">
        <dl class="fl-nums">
          <div>
            <dt>Began at</dt>
            <dd>{toDurationText(span.start - start)}</dd>
          </div>
          <div>
            <dt>Took</dt>
            <dd>{toDurationText(span.duration)}</dd>
          </div>
        </dl>
      </div>
      {phases.length === 0 ? null : (
        <div class="fl-sec">
          <h2>Where the time went</h2>
          <dl class="fl-phases">
            {phases.map(({ name, duration, share }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <i style={{ '--w': String(share * 100) }} aria-hidden="true" />
                  {toDurationText(duration)}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <div class="fl-sec">
        <h2>
          Attributes <span class="n">{attributes.length}</span>
        </h2>
        <AttributeList attributes={attributes} onFilter={undefined} />
      </div>
    </aside>
  )
}
