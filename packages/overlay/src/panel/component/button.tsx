import type { ComponentChildren, VNode } from 'preact'
import { KeyCaps } from '../keys/key-caps.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'

export interface ButtonProps {
  /** Its name; on an icon alone it is only heard. */
  readonly label: string
  readonly icon?: IconName
  readonly keys?: string
  readonly kind?: 'primary' | 'quiet' | 'plain'
  readonly isSmall?: boolean
  readonly isIconOnly?: boolean
  readonly isPressed?: boolean
  /** Why it does nothing now. It stays in the order of focus and says so. */
  readonly disabledReason?: string | undefined
  readonly class?: string
  readonly title?: string
  readonly children?: ComponentChildren
  readonly onClick: (event: MouseEvent) => void
}

export function Button({
  label,
  icon,
  keys,
  kind = 'plain',
  isSmall = false,
  isIconOnly = false,
  isPressed,
  disabledReason,
  class: more,
  title,
  children,
  onClick,
}: ButtonProps): VNode {
  const classes = [
    'fl-btn',
    kind === 'plain' ? '' : kind,
    isSmall ? 's' : '',
    isIconOnly ? 'icon' : '',
    more,
  ]
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(' ')}
      aria-label={isIconOnly ? label : undefined}
      aria-pressed={isPressed}
      aria-disabled={disabledReason === undefined ? undefined : true}
      title={disabledReason ?? title ?? (isIconOnly ? label : undefined)}
      onClick={(event) => {
        if (disabledReason === undefined) onClick(event)
      }}
    >
      {icon === undefined ? null : <Icon name={icon} size="s" />}
      {isIconOnly ? null : <span class="lb">{label}</span>}
      {children}
      {keys === undefined || isIconOnly ? null : <KeyCaps keys={keys} />}
    </button>
  )
}
