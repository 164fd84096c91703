import type { VNode } from 'preact'
import { EmptyState } from '../../component/empty-state.tsx'
import type { ViewProps } from '../view.ts'

export function ArrivalsView(_props: ViewProps): VNode {
  return <EmptyState icon="download" title="Arrivals" />
}
