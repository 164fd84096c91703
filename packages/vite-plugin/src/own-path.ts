/** The part of our addresses that no app uses by accident. */
const OWN = '__footlight'

/**
 * What follows `__footlight/` in a request's target; undefined for what is the app's. Plugins see
 * requests before Vite has taken the base off, and behind a framework's router after it.
 */
export function toOwnPath(target: string, base: string): string | undefined {
  for (const prefix of [`${base}${OWN}`, `/${OWN}`]) {
    if (!target.startsWith(prefix)) continue
    const rest = target.slice(prefix.length)
    if (rest === '' || rest.startsWith('?')) return rest
    if (rest.startsWith('/')) return rest.slice(1)
  }
  return undefined
}

/** Where we are on a dev server with this base: a path with a slash at both ends. */
export function toOwnBase(base: string): string {
  return `${base}${OWN}/`
}
