import type { VNode } from 'preact'
import { EmptyState } from '../../component/empty-state.tsx'
import type { ViewProps } from '../view.ts'

export function LogsView(_props: ViewProps): VNode {
  return <EmptyState icon="list" title="Logs" />
}
