import type { VNode } from 'preact'
import { Icon } from '../../component/icon.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { KeyCaps } from '../../keys/key-caps.tsx'
import type { StandOut } from './stand-outs.ts'

export interface StandOutListProps {
  readonly standOuts: readonly StandOut[]
  readonly selected: string | undefined
  readonly onOpen: (standOut: StandOut) => void
}

/** What a colleague would mention of this page load, the worst first. */
export function StandOutList({ standOuts, selected, onOpen }: StandOutListProps): VNode {
  return (
    <aside class="fl-aside fl-stand-outs" aria-label="What stands out">
      <div class="fl-sec">
        <h2>
          What stands out <span class="n">{standOuts.length}</span>
        </h2>
      </div>
      {standOuts.length === 0 ? (
        <p class="fl-12 fl-2nd none">
          Nothing. No request failed, nothing was thrown, and every vital is good.
        </p>
      ) : null}
      {standOuts.map((standOut, index) => {
        const { key, glyph, title, words, after, row } = standOut
        return (
          <button
            key={key}
            type="button"
            class={row !== undefined && row === selected ? 'fl-find-i on' : 'fl-find-i'}
            onClick={() => onOpen(standOut)}
          >
            <LevelGlyph name={glyph} />
            <span class="fl-col">
              <b class="fl-12 fl-semi">{title}</b>
              <span class="fl-12 fl-2nd words">{words}</span>
              {after === undefined ? null : (
                <span>
                  <span class="fl-chip you">
                    <Icon name="edit" size="xs" />
                    {after}
                  </span>
                </span>
              )}
            </span>
            <KeyCaps keys={String(index + 1)} />
          </button>
        )
      })}
    </aside>
  )
}
