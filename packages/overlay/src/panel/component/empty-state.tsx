import type { ComponentChildren, VNode } from 'preact'
import { CopyButton } from './copy-button.tsx'
import { Icon } from './icon.tsx'
import { LevelGlyph } from './level-glyph.tsx'
import type { IconName } from './icon.tsx'

export interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  /** There is nothing because all is well. */
  readonly isGood?: boolean
  /** What is so, and why. */
  readonly children?: ComponentChildren
  /** The line that fills or mends it. */
  readonly line?: string | undefined
  readonly actions?: ComponentChildren
}

/** Nothing to show: what is so, why, and the line to paste. */
export function EmptyState(props: EmptyStateProps): VNode {
  const { icon, title, isGood = false, children, line, actions } = props
  return (
    <div class="fl-empty">
      {isGood ? <LevelGlyph name="resolved" /> : <Icon name={icon} class="fl-3rd" />}
      <h2>{title}</h2>
      <div>
        {children === undefined ? null : <p>{children}</p>}
        {line === undefined ? null : <PasteLine line={line} />}
        {actions === undefined ? null : <div class="fl-row w fl-actions">{actions}</div>}
      </div>
    </div>
  )
}

/** Code to paste, with the button that takes it. */
export function PasteLine({ line }: { readonly line: string }): VNode {
  return (
    <div class="fl-paste">
      <code>{line}</code>
      <CopyButton label="Copy this line" toText={() => line} />
    </div>
  )
}
