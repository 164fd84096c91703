import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { Json } from 'protocol'
import { toCountText } from '../format/number.ts'
import { Icon } from './icon.tsx'
import { toBranches, toPreview, toTone } from './json-text.ts'

export interface JsonTreeProps {
  readonly value: Json
  readonly label?: string
  readonly isOpen?: boolean
}

/** So many entries at a time: a list of a hundred thousand must not stop the panel. */
const PAGE = 100

const TONES = { string: 'c-s', number: 'c-n', plain: '' } as const

/** Any value of telemetry, opened branch by branch. */
export function JsonTree({ value, label, isOpen = false }: JsonTreeProps): VNode {
  const [isShown, setShown] = useState(isOpen)
  const [count, setCount] = useState(PAGE)
  const branches = toBranches(value)
  const name = label === undefined ? null : <span class="fl-json-key">{label}: </span>
  if (branches === undefined || branches.length === 0) {
    return (
      <div class="fl-json-leaf">
        {name}
        <span class={TONES[toTone(value)]}>
          {typeof value === 'string' ? value : toPreview(value)}
        </span>
      </div>
    )
  }
  return (
    <div class="fl-json">
      <button
        type="button"
        class="fl-json-toggle"
        aria-expanded={isShown}
        onClick={() => setShown(!isShown)}
      >
        <Icon name={isShown ? 'down' : 'right'} size="xs" class="fl-3rd" />
        {name}
        <span class="fl-3rd fl-cut">{toPreview(value, 80)}</span>
      </button>
      {isShown ? (
        <div class="fl-json-in">
          {branches.slice(0, count).map(([key, entry]) => (
            <JsonTree key={key} label={key} value={entry} />
          ))}
          {branches.length > count ? (
            <button
              type="button"
              class="fl-json-more fl-link"
              onClick={() => setCount(count + PAGE)}
            >
              {toCountText(branches.length - count)} more
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
