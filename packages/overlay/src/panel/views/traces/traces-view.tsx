import type { VNode } from 'preact'
import type { ViewProps } from '../view.ts'
import { TraceView } from './trace-view.tsx'
import { TracesList } from './traces-list.tsx'
import './traces.css'

export function TracesView({ id }: ViewProps): VNode {
  return id === undefined ? <TracesList /> : <TraceView key={id} id={id} />
}
