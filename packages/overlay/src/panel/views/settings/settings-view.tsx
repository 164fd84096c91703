import type { VNode } from 'preact'
import { EmptyState } from '../../component/empty-state.tsx'
import type { ViewProps } from '../view.ts'

export function SettingsView(_props: ViewProps): VNode {
  return <EmptyState icon="gear" title="Settings" />
}
