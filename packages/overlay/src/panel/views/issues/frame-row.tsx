import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { EditRecord } from 'protocol'
import { AttributeList } from '../../component/attribute-list.tsx'
import { Button } from '../../component/button.tsx'
import { CodeLines } from '../../component/code-lines.tsx'
import { CopyButton } from '../../component/copy-button.tsx'
import { Icon } from '../../component/icon.tsx'
import { openInEditor } from '../../component/open-editor.ts'
import { toShortPath } from '../../format/short-path.ts'
import { usePanel } from '../../session/panel.ts'
import { toEditedLines, toFramePlace } from './stack-model.ts'
import type { ShownFrame } from './stack-model.ts'

export interface FrameRowProps {
  readonly frame: ShownFrame
  readonly isFirst: boolean
  /** The save before the error: its lines are marked. */
  readonly save: Pick<EditRecord, 'file' | 'hunks'> | undefined
}

/** A call of the stack: function and place, and behind it source and locals. */
export function FrameRow({ frame, isFirst, save }: FrameRowProps): VNode {
  const panel = usePanel()
  const [isOpen, setOpen] = useState(isFirst)
  const { name, path, file, line, column, excerpt, vars, missing, inApp } = frame
  const edited = toEditedLines(save, frame)
  const isEdited = line !== undefined && edited.has(line)
  const hasMore = excerpt !== undefined || vars !== undefined || missing !== undefined
  return (
    <>
      <div class={inApp ? 'fl-fhead' : 'fl-fhead out'}>
        <button
          type="button"
          class="fl-ftoggle"
          aria-expanded={hasMore ? isOpen : undefined}
          disabled={!hasMore}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon
            name={isOpen && hasMore ? 'down' : 'right'}
            size="xs"
            class={hasMore ? 'fl-3rd' : 'fl-off'}
          />
          <span class="fl-mono fl-semi fl-fname">{name}</span>
          <span class="fl-mono s fl-3rd fl-cut" title={toFramePlace(frame)}>
            {toShortPath(path, 56)}
            {line === undefined ? '' : `:${line}`}
            {line === undefined || column === undefined ? '' : `:${column}`}
            {path === '' && frame.instruction !== undefined ? frame.instruction : ''}
          </span>
        </button>
        <span class="fl-push fl-row t">
          {isEdited ? <span class="fl-chip you">your edit</span> : null}
          <CopyButton
            label="Copy path"
            class="q-hide"
            toText={() => toFramePlace({ ...frame, path: file ?? path })}
          />
          {file === undefined ? null : (
            <Button
              label="Open in editor"
              icon="code"
              kind="quiet"
              isSmall
              isIconOnly
              onClick={() => void openInEditor(panel, { file, line, column })}
            />
          )}
        </span>
      </div>
      {isOpen && excerpt !== undefined ? (
        <CodeLines excerpt={excerpt} column={column} edited={edited} />
      ) : null}
      {isOpen && excerpt === undefined && missing !== undefined ? (
        <div class="fl-missing">
          <p>{missing.reason}</p>
          {missing.debugId === undefined ? null : (
            <p>
              Debug id <span class="fl-mono s">{missing.debugId}</span>
            </p>
          )}
          {missing.searched.length === 0 ? null : (
            <p>
              Looked in <span class="fl-mono s">{missing.searched.join(', ')}</span>
            </p>
          )}
        </div>
      ) : null}
      {isOpen && vars !== undefined ? (
        <div class="fl-locals">
          <AttributeList attributes={Object.entries(vars)} />
        </div>
      ) : null}
    </>
  )
}
