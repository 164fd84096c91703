const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })

/** `1,284` */
export function toCountText(count: number): string {
  return whole.format(count)
}

/** `2.4k`, where there is little room. */
export function toShortCountText(count: number): string {
  return short.format(count).toLowerCase()
}

/** `61 %` of a whole. */
export function toShareText(part: number, total: number): string {
  return total > 0 ? share.format(part / total).replace('%', '\u00a0%') : ''
}

/** `1 event`, `3 events` */
export function toCounted(count: number, one: string, many: string = `${one}s`): string {
  return `${toCountText(count)} ${count === 1 ? one : many}`
}
