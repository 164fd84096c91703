import { useMemo, useRef } from 'preact/hooks'
import type { VNode } from 'preact'
import type { TraceOutline } from 'protocol'
import { Button } from '../../component/button.tsx'
import { Icon } from '../../component/icon.tsx'
import { toCounted } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { spanTones, toneWords, toSpanTone } from '../../span/span-tone.ts'
import type { SpanNode } from '../../span/span-tree.ts'
import { findFailed, findSlowest } from './find-in-trace.ts'
import type { TracedSpan } from './traced-spans.ts'

export interface TraceToolsProps {
  readonly trace: TraceOutline
  readonly spans: readonly TracedSpan[]
  readonly roots: readonly SpanNode[]
  readonly text: string
  readonly onText: (text: string) => void
  /** Those in which the text occurs. */
  readonly found: readonly SpanNode[]
  readonly selected: string | undefined
  readonly hasPath: boolean
  readonly onPath: (hasPath: boolean) => void
  /** To the next of them, or the one before. */
  readonly onStep: (nodes: readonly SpanNode[], by: 1 | -1) => void
  readonly onReveal: (node: SpanNode | undefined) => void
}

/** What is looked for in a trace, and what its colours stand for. */
export function TraceTools(props: TraceToolsProps): VNode {
  const { spans, roots, text, onText, found, selected, hasPath, onPath, onStep, onReveal } = props
  const { errors, missing } = props.trace
  const field = useRef<HTMLInputElement>(null)
  const failed = useMemo(
    () => findFailed(roots, new Set(errors.map(({ spanId }) => spanId))),
    [roots, errors],
  )
  const tones = useMemo(() => {
    const present = new Set(spans.map(({ op }) => toSpanTone(op)))
    return spanTones.filter((tone) => present.has(tone))
  }, [spans])
  const group = 'Trace'
  useKeys([
    { keys: '/', words: 'Find in the trace', group, run: () => field.current?.focus() },
    { keys: 'n', words: 'Next error', group, run: () => onStep(failed, 1) },
    { keys: 'N', words: 'Previous error', group, run: () => onStep(failed, -1) },
    { keys: 's', words: 'The slowest', group, run: () => onReveal(findSlowest(roots)) },
    { keys: 'c', words: 'Critical path', group, run: () => onPath(!hasPath) },
  ])
  const place = found.findIndex(({ span }) => span.spanId === selected)
  return (
    <div class="fl-trace-tools">
      <label class="fl-trace-find">
        <Icon name="search" size="s" />
        <input
          ref={field}
          type="search"
          aria-label="Find in the trace"
          placeholder="Find a name, an attribute, a value"
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onStep(found, event.shiftKey ? -1 : 1)
            if (event.key === 'Escape') event.currentTarget.blur()
            event.stopPropagation()
          }}
        />
        {text.trim() === '' ? null : (
          <span class="fl-11 fl-2nd fl-nowrap" aria-live="polite">
            {found.length === 0 ? 'nothing' : `${place + 1} of ${found.length}`}
          </span>
        )}
        <Button
          label="Previous match"
          icon="up"
          kind="quiet"
          isSmall
          isIconOnly
          onClick={() => onStep(found, -1)}
        />
        <Button
          label="Next match"
          icon="down"
          kind="quiet"
          isSmall
          isIconOnly
          onClick={() => onStep(found, 1)}
        />
      </label>
      {failed.length === 0 ? null : (
        <Button
          label="Next error"
          keys="n"
          kind="quiet"
          isSmall
          onClick={() => onStep(failed, 1)}
        />
      )}
      <Button
        label="Slowest"
        keys="s"
        kind="quiet"
        isSmall
        onClick={() => onReveal(findSlowest(roots))}
      />
      <Button
        label="Critical path"
        icon="layers"
        kind="quiet"
        isSmall
        isPressed={hasPath}
        class="c-wide"
        onClick={() => onPath(!hasPath)}
      />
      {missing.length === 0 ? null : (
        <span class="fl-11 t-warning fl-nowrap c-wide" title={missing.join(', ')}>
          {toCounted(missing.length, 'parent')} never came
        </span>
      )}
      <span class="fl-legend" aria-hidden="true">
        {tones.map((tone) => (
          <span key={tone}>
            <i class={`fl-sw o-${tone}`} />
            {toneWords[tone]}
          </span>
        ))}
      </span>
    </div>
  )
}
