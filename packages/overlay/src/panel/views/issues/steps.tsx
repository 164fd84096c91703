import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { AnsiText } from '../../component/ansi-text.tsx'
import { LevelGlyph, toGlyphName } from '../../component/level-glyph.tsx'
import { toIsoText } from '../../format/clock-time.ts'
import { toCountText } from '../../format/number.ts'
import type { Step } from './breadcrumb-model.ts'

/** The last ones tell most. */
const SHOWN = 12

/** The way to the error as a line of time. */
export function Steps({ steps }: { readonly steps: readonly Step[] }): VNode | null {
  const [isWhole, setWhole] = useState(false)
  if (steps.length <= 1) return null
  const shown = isWhole ? steps : steps.slice(-SHOWN)
  const earlier = steps.length - shown.length
  return (
    <section>
      <h2 class="fl-h2">
        What led here <span class="fl-3rd fl-reg">seconds before</span>
        {earlier === 0 ? null : (
          <button type="button" class="fl-link fl-push fl-12 fl-reg" onClick={() => setWhole(true)}>
            {toCountText(earlier)} earlier
          </button>
        )}
      </h2>
      <ol class="fl-crumbs">
        {shown.map((step) => (
          <StepRow key={step.key} step={step} />
        ))}
      </ol>
    </section>
  )
}

function StepRow({ step }: { readonly step: Step }): VNode {
  const { type, level, ago, time, what, code, detail } = step
  const isLoud = level === 'warning' || level === 'error' || level === 'fatal'
  const tone = type === 'edit' ? 't-you fl-med' : isLoud ? `t-${level}` : ''
  return (
    <li class="fl-crumb">
      <time title={time === undefined ? undefined : toIsoText(time)}>{ago}</time>
      <span>
        {isLoud ? (
          <LevelGlyph name={toGlyphName(level)} />
        ) : (
          <i class={type === 'edit' ? 'pip you' : 'pip'} />
        )}
      </span>
      <span class={`fl-cut ${tone}`} title={[what, code, detail].filter(Boolean).join(' ')}>
        <AnsiText text={what} /> {code === '' ? null : <span class="fl-mono s">{code} </span>}
        {detail === '' ? null : <span class="fl-3rd">{detail}</span>}
      </span>
    </li>
  )
}
