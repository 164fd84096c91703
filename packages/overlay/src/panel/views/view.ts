import type { ComponentType } from 'preact'
import type { IconName } from '../component/icon.tsx'

export interface ViewProps {
  /** What of the view is open, as the address says. */
  readonly id: string | undefined
}

/** A place of the panel as the bar, the keys and the palette name it. */
export interface View {
  readonly title: string
  readonly icon: IconName
  /** Goes there behind `g`. */
  readonly key: string
  readonly Component: ComponentType<ViewProps>
  /** Fetches it ahead, where it comes later than the panel. */
  readonly prefetch?: () => void
}
