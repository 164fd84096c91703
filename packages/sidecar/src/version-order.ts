/** Whether a version comes before another: `1.2.0-beta.2` before `1.2.0`, which is before `1.10.0`. */
export function isOlderVersion(one: string, other: string): boolean {
  const [own, theirs] = [toParts(one), toParts(other)]
  for (let at = 0; at < Math.max(own.length, theirs.length); at++) {
    const [a, b] = [own[at], theirs[at]]
    if (a === b) continue
    // What has a word more is a preview of what has not; of numbers a missing one is none.
    if (a === undefined) return typeof b === 'number'
    if (b === undefined) return typeof a === 'string'
    if (typeof a === typeof b) return a < b
    return typeof a === 'string'
  }
  return false
}

function toParts(version: string): readonly (number | string)[] {
  const [known = ''] = version.split('+')
  return known.split(/[.-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
