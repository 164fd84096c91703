/** Where the panel stands. */
export type Dock = 'bottom' | 'right' | 'window'

export function readDock(value: unknown): Dock | undefined {
  return (['bottom', 'right', 'window'] as const).find((dock) => dock === value)
}
