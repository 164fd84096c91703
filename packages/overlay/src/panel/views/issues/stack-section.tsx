import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { EditRecord, Frame, Parameters } from 'protocol'
import { Icon } from '../../component/icon.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { toCounted } from '../../format/number.ts'
import { FrameRow } from './frame-row.tsx'
import { toFirstOpen, toFoldedNames, toShownFrames, toStackParts } from './stack-model.ts'
import type { ShownFrame } from './stack-model.ts'

export interface StackSectionProps {
  readonly frames: readonly Frame[]
  /** How to ask where they were written: event, and exception or thread. */
  readonly sources: Parameters
  readonly isEveryFrame: boolean
  /** Whether a frame is open from the start: where there is source to show, or to say why not. */
  readonly isOpen: 'always' | 'source' | 'never'
  readonly save: Pick<EditRecord, 'file' | 'hunks'> | undefined
}

/** A stack, the failing call first, as it was written and not as it was built. */
export function StackSection({
  frames,
  sources,
  isEveryFrame,
  isOpen,
  save,
}: StackSectionProps): VNode {
  const answer = useAnswer('sources', sources)
  const shown = toShownFrames(frames, answer.value?.frames)
  const likely = toFirstOpen(shown)
  const isWorth = isOpen === 'always' || (isOpen === 'source' && likely?.excerpt !== undefined)
  const first = isWorth ? likely : undefined
  // Rows decide once whether they are open: they are made when the sources are known.
  const isKnown = answer.value !== undefined || answer.failure !== undefined
  return (
    <div class="fl-frame" aria-busy={!isKnown}>
      {toStackParts(shown, isEveryFrame).map((part) =>
        part.type === 'frame' ? (
          <FrameRow
            key={`${part.frame.key} ${isKnown}`}
            frame={part.frame}
            isFirst={part.frame === first}
            save={save}
          />
        ) : (
          <FoldedFrames key={`folded ${part.key}`} frames={part.frames} save={save} />
        ),
      )}
    </div>
  )
}

interface FoldedFramesProps {
  readonly frames: readonly ShownFrame[]
  readonly save: StackSectionProps['save']
}

function FoldedFrames({ frames, save }: FoldedFramesProps): VNode {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) {
    return (
      <>
        {frames.map((frame) => (
          <FrameRow key={frame.key} frame={frame} isFirst={false} save={save} />
        ))}
      </>
    )
  }
  return (
    <div class="fl-fhead out">
      <button type="button" class="fl-ftoggle" aria-expanded={false} onClick={() => setOpen(true)}>
        <Icon name="right" size="xs" class="fl-3rd" />
        <span class="fl-mono fl-nowrap">{toCounted(frames.length, 'frame')}</span>
        <span class="fl-mono s fl-3rd fl-cut">{toFoldedNames(frames)}</span>
      </button>
    </div>
  )
}
