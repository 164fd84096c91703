import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A place in the log: which file, and how far into it. */
export interface LogPosition {
  readonly segment: number
  readonly offset: number
}

export const logStart: LogPosition = { segment: 0, offset: 0 }

export function toSegmentPath(folder: string, segment: number): string {
  return join(folder, `${toStem(segment)}.log`)
}

/** A segment that is finished, with its bodies deflated and without what was evicted. */
export function toPackPath(folder: string, segment: number, generation: number): string {
  return join(folder, `${toStem(segment)}.pack${generation}`)
}

/** The file of a segment that a row names. */
export function toSegmentFilePath(folder: string, segment: number, generation: number): string {
  return generation === 0 ? toSegmentPath(folder, segment) : toPackPath(folder, segment, generation)
}

/** A pack that is being written. */
export function toPartPath(path: string): string {
  return `${path}.part`
}

export function isPartPath(path: string): boolean {
  return path.endsWith('.part')
}

function toStem(segment: number): string {
  return String(segment).padStart(10, '0')
}

/** A file of the log; generation 0 is the segment as it was written. */
export interface SegmentFile {
  readonly segment: number
  readonly generation: number
  readonly path: string
}

const NAME = /^(\d{10})\.(?:log|pack(\d+))$/

/** Every file of the log, oldest segment first, and of a segment what was written last. */
export function listSegmentFiles(folder: string): readonly SegmentFile[] {
  const files: SegmentFile[] = []
  for (const name of readdirSync(folder)) {
    const found = NAME.exec(name)
    if (found === null) continue
    const [, digits, generation = 0] = found
    files.push({
      segment: Number(digits),
      generation: Number(generation),
      path: join(folder, name),
    })
  }
  return files.toSorted((a, b) => a.segment - b.segment || a.generation - b.generation)
}

/** Numbers of the segments in a folder, oldest first. */
export function listSegments(folder: string): readonly number[] {
  return [...new Set(listSegmentFiles(folder).map(({ segment }) => segment))]
}

/** A segment's file: as it was written, where that is still there. A pack is made of it. */
export function findSegmentFile(folder: string, segment: number): SegmentFile | undefined {
  const files = listSegmentFiles(folder).filter((file) => file.segment === segment)
  return files.find(({ generation }) => generation === 0) ?? files.at(-1)
}

export function readSegmentSize(folder: string, segment: number): number {
  const path = findSegmentFile(folder, segment)?.path
  return (path && statSync(path, { throwIfNoEntry: false })?.size) || 0
}

export function isBefore(a: LogPosition, b: LogPosition): boolean {
  return a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset)
}
