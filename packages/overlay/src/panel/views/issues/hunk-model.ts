import type { Hunk } from 'protocol'

export interface HunkLine {
  readonly key: string
  /** In the new file; of what was taken away, in the old one. */
  readonly number: number
  readonly sign: string
  readonly text: string
  readonly tone: 'add' | 'del' | ''
}

export function toHunkLines(hunks: readonly Hunk[]): readonly HunkLine[] {
  return hunks.flatMap(({ oldStart, newStart, lines }, hunk) => {
    let before = oldStart
    let after = newStart
    return lines.map((line, index): HunkLine => {
      const key = `${hunk} ${index}`
      const text = line.slice(1)
      if (line.startsWith('-')) return { key, number: before++, sign: '−', text, tone: 'del' }
      if (line.startsWith('+')) return { key, number: after++, sign: '+', text, tone: 'add' }
      before++
      return { key, number: after++, sign: ' ', text, tone: '' }
    })
  })
}
