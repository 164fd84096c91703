import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A place in the log: which file, and how far into it. */
export interface LogPosition {
  readonly segment: number
  readonly offset: number
}

export const logStart: LogPosition = { segment: 0, offset: 0 }

export function toSegmentPath(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(10, '0')}.log`)
}

/** A segment that is finished, with its bodies deflated and without what was evicted. */
export function toPackPath(folder: string, segment: number, generation: number): string {
  return join(folder, `${String(segment).padStart(10, '0')}.pack${generation}`)
}

/** Numbers of the segments in a folder, oldest first. */
export function listSegments(folder: string): readonly number[] {
  return readdirSync(folder)
    .map((name) => /^(\d{10})\.log$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .toSorted((a, b) => a - b)
}

export function readSegmentSize(folder: string, segment: number): number {
  return statSync(toSegmentPath(folder, segment), { throwIfNoEntry: false })?.size ?? 0
}

export function isBefore(a: LogPosition, b: LogPosition): boolean {
  return a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset)
}
