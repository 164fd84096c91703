import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { toFirstChangedLine } from 'protocol'
import type { EditRecord } from 'protocol'
import { Button } from '../../component/button.tsx'
import { Icon } from '../../component/icon.tsx'
import { openInEditor } from '../../component/open-editor.ts'
import { toDurationText } from '../../format/duration.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { usePanel } from '../../session/panel.ts'
import { toPlaceText } from '../../shell/place-text.ts'
import { toHunkLines } from './hunk-model.ts'

export interface LastSaveProps {
  readonly save: Pick<EditRecord, 'file' | 'hunks' | 'change' | 'time'>
  readonly firstSeen: number
}

/** Lines of a save that say enough; the rest is a key away. */
const SHOWN = 12

/** The save before it was first seen, with what it changed. Says after, never because. */
export function LastSave({ save, firstSeen }: LastSaveProps): VNode {
  const panel = usePanel()
  const [isWhole, setWhole] = useState(false)
  const lines = toHunkLines(save.hunks)
  const shown = isWhole ? lines : lines.slice(0, SHOWN)
  const place = toPlaceText(save)
  useKeys([
    { keys: 'h', words: 'Hunk of the last save', group: 'Issue', run: () => setWhole(!isWhole) },
  ])
  return (
    <section class="fl-cause" aria-label="The save before it">
      <div class="say">
        <Icon name="edit" size="s" class="t-you" />
        <p>
          <b class="fl-semi">
            First seen {toDurationText(firstSeen - save.time)} after you saved{' '}
            <span class="fl-mono fl-semi">{place}</span>
          </b>
        </p>
        <span class="fl-row t">
          {lines.length > SHOWN ? (
            <Button
              label={isWhole ? 'Fold' : 'Whole hunk'}
              keys="h"
              isSmall
              onClick={() => setWhole(!isWhole)}
            />
          ) : null}
          <Button
            label={`Open ${place} in the editor`}
            icon="code"
            kind="quiet"
            isSmall
            isIconOnly
            onClick={() =>
              void openInEditor(panel, { file: save.file, line: toFirstChangedLine(save.hunks) })
            }
          />
        </span>
      </div>
      <div class="fl-code" role="group" aria-label="What it changed" tabIndex={0}>
        {shown.map(({ key, number, sign, text, tone }) => (
          <div key={key} class={`ln ${tone}`}>
            <i>{number}</i>
            <span>
              <span class="sg">{sign}</span>
              {text}
            </span>
          </div>
        ))}
      </div>
    </section>
  )
}
