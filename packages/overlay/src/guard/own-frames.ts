const PLACE = /([^\s(@]+):(\d+):\d+\)?$/

/** Where this script stands: a page may have other scripts in the same file, on other lines. */
const places = (new Error().stack ?? '').split('\n').flatMap((line) => PLACE.exec(line) ?? [])
const [, file] = places
const lines = places.flatMap((part, at) => (at % 3 === 2 && places[at - 1] === file ? [+part] : []))
const first = Math.min(...lines)
const last = Math.max(...lines)

/** What an app is told that went wrong names its own code, as if nobody stood in between. */
export function rethrow(error: unknown): never {
  if (error instanceof Error || error instanceof DOMException) hideOwnFrames(error)
  throw error
}

function hideOwnFrames(error: Error): void {
  const { stack } = error
  if (file === undefined || !stack?.includes(file)) return
  const foreign = stack.split('\n').filter((line) => !isOwn(line))
  // One that is frozen stays as it is.
  Reflect.set(error, 'stack', foreign.join('\n'))
}

function isOwn(frame: string): boolean {
  const [, place, line = 0] = PLACE.exec(frame) ?? []
  return place === file && first <= +line && +line <= last
}
