const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** Bytes in steps of 1024: `512 B`, `11 KB`, `1.5 MB`. */
export function toBytesText(bytes: number): string {
  let value = bytes
  let step = 0
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1024
    step += 1
  }
  const digits = step > 0 && value < 10 ? 1 : 0
  return `${Number(value.toFixed(digits))}\u00a0${UNITS[step] ?? 'B'}`
}
