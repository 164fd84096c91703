import type { VNode } from 'preact'
import type { ViewProps } from '../view.ts'
import { IssueList } from './issue-list.tsx'
import { IssueView } from './issue-view.tsx'
import './issues.css'

export function IssuesView({ id }: ViewProps): VNode {
  return id === undefined ? <IssueList /> : <IssueView key={id} id={id} />
}
