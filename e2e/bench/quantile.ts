export function toMedian(values: readonly number[]): number {
  return toQuantile(values, 0.5)
}

export function toQuantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN
}
