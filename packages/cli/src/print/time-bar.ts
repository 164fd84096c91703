export interface TimeBar {
  readonly start: number
  readonly duration: number
  readonly whole: number
  readonly columns: number
}

/** When something ran within a whole, in so many columns: what took no time still shows. */
export function toTimeBar({ start, duration, whole, columns }: TimeBar): string {
  const scale = whole > 0 ? columns / whole : 0
  const from = clamp(Math.floor(start * scale), columns - 1)
  const to = clamp(Math.ceil((start + duration) * scale), columns)
  const length = Math.max(to - from, 1)
  const mark = duration * scale < 0.5 ? '▏' : '█'
  return `${' '.repeat(from)}${mark.repeat(length)}`.padEnd(columns)
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
