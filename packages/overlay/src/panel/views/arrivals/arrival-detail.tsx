import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { problemTexts } from 'protocol'
import type { EnvelopeDetail, EnvelopeItemFacts, Problem } from 'protocol'
import { AttributeList } from '../../component/attribute-list.tsx'
import { Button } from '../../component/button.tsx'
import { CopyButton } from '../../component/copy-button.tsx'
import { FailureState } from '../../component/failure-state.tsx'
import { Icon } from '../../component/icon.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { toBytesText } from '../../format/byte-text.ts'
import { toExactClockText } from '../../format/clock-time.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toByteText, toChannelWords, toReadableText } from './arrivals-model.ts'
import { useBody } from './use-body.ts'

/** One arrival: what was said around it, what it holds, and what is wrong with it. */
export function ArrivalDetail({ id }: { readonly id: string }): VNode {
  const { navigation } = usePanel()
  const answer = useAnswer('envelopes/:id', { id })
  const back = (): void =>
    navigation.go({
      view: 'arrivals',
      id: undefined,
      parameters: readScope(navigation.place.value.parameters),
    })
  useKeys([{ keys: 'Escape', words: 'Back to arrivals', group: 'Arrival', run: back }])
  return (
    <>
      <div class="fl-head">
        <Button
          label="Back to arrivals"
          icon="back"
          kind="quiet"
          isSmall
          isIconOnly
          onClick={back}
        />
        <h1 class="fl-cut">{answer.value?.sdk ?? 'Arrival'}</h1>
        <span class="fl-mono s fl-3rd fl-cut">{id}</span>
        <CopyButton label="Copy id" toText={() => id} />
      </div>
      <div class="fl-body" aria-busy={answer.isLoading}>
        {answer.failure === undefined ? null : <FailureState failure={answer.failure} />}
        {answer.value === undefined ? null : <Envelope envelope={answer.value} />}
      </div>
    </>
  )
}

function Envelope({ envelope }: { readonly envelope: EnvelopeDetail }): VNode {
  const { id, size, contentEncoding, contentType, channel, format, receivedAt } = envelope
  const body = useBody(id, size, contentEncoding)
  const facts = [
    ['received', toExactClockText(receivedAt)],
    ['came by', toChannelWords(channel)],
    ['format', format],
    ['size', toBytesText(size)],
    ['content-type', contentType ?? 'none'],
    ['content-encoding', contentEncoding ?? 'none'],
    ...Object.entries(envelope.parameters),
  ] as const
  return (
    <>
      <div class="fl-sec">
        <h2>
          Arrival
          <span class="fl-push" />
          <Button label="Download raw" icon="download" isSmall onClick={body.download} />
        </h2>
        <AttributeList attributes={facts} />
      </div>
      {envelope.problems.length === 0 ? null : (
        <div class="fl-sec">
          <h2>
            Problems <span class="n">{toCountText(envelope.problems.length)}</span>
          </h2>
          {envelope.problems.map((problem, index) => (
            <ProblemLine key={index} problem={problem} />
          ))}
        </div>
      )}
      {Object.keys(envelope.header).length === 0 ? null : (
        <div class="fl-sec">
          <h2>Header</h2>
          <AttributeList attributes={Object.entries(envelope.header)} />
        </div>
      )}
      <div class="fl-sec">
        <h2>
          {toCounted(envelope.items.length, 'item')}
          {body.problem === undefined ? null : <span class="fl-11 t-warning">{body.problem}</span>}
        </h2>
        {envelope.items.map((item, index) => (
          <ItemRaw key={index} item={item} bytes={body.bytes} />
        ))}
      </div>
    </>
  )
}

function ProblemLine({ problem }: { readonly problem: Problem }): VNode {
  const { what, why, fix } = problemTexts[problem.code]
  return (
    <div class="fl-find-i">
      <LevelGlyph name="warning" />
      <div>
        <b class="fl-semi">{what}</b>{' '}
        <span class="fl-mono s fl-3rd">
          {problem.code} at byte {toCountText(problem.offset)}
        </span>
        <p>
          {problem.detail === undefined ? '' : `${problem.detail}. `}
          {why} {fix}
        </p>
      </div>
    </div>
  )
}

interface ItemRawProps {
  readonly item: EnvelopeItemFacts
  readonly bytes: Uint8Array | undefined
}

function ItemRaw({ item, bytes }: ItemRawProps): VNode {
  const [isOpen, setOpen] = useState(false)
  const { type, offset, size, isDamaged } = item
  const payload = bytes?.subarray(offset, offset + size)
  return (
    <div class="fl-item">
      <button
        type="button"
        class="fl-item-head"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'down' : 'right'} size="xs" class="fl-3rd" />
        <span class="fl-mono">{type === '' ? 'without a type' : type}</span>
        <span class="fl-12 fl-3rd">{toBytesText(size)}</span>
        {isDamaged ? <span class="fl-chip error">damaged</span> : null}
      </button>
      {isOpen && payload !== undefined ? (
        <pre class="fl-code fl-item-raw" tabIndex={0}>
          {toReadableText(toByteText(payload))}
        </pre>
      ) : null}
    </div>
  )
}
