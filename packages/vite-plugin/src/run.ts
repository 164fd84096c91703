import { relative } from 'node:path'
import type { RunRecord } from 'protocol'
import type { GitState } from './git.ts'

export type Run = Pick<
  RunRecord,
  'time' | 'id' | 'command' | 'directory' | 'pid' | 'commit' | 'branch' | 'isDirty' | 'endTime'
> & { readonly exitCode?: number | undefined }

/** This start of the dev server. */
export function toRun(id: string, time: number, git: GitState | undefined, endTime?: number): Run {
  const [, program = '', ...parameters] = process.argv
  return {
    id,
    time,
    command: [relative(process.cwd(), program).replaceAll('\\', '/'), ...parameters].join(' '),
    directory: process.cwd(),
    pid: process.pid,
    commit: git?.commit,
    branch: git?.branch,
    isDirty: git && git.dirty.size > 0,
    endTime,
  }
}
