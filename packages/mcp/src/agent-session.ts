/**
 * The session id of an agent over HTTP is its name: it tells who asks without anything being kept
 * between two requests, and stays good over restarts of the sidecar.
 */
export function toSessionId(name: string): string {
  return `agent-${Buffer.from(name.slice(0, NAME_LIMIT)).toString('base64url')}`
}

const NAME_LIMIT = 100

/** Never throws: a session of another server is simply nobody known. */
export function readSessionId(id: string | undefined): string | undefined {
  const encoded = /^agent-([\w-]{1,400})$/.exec(id ?? '')?.[1]
  if (encoded === undefined) return undefined
  const name = Buffer.from(encoded, 'base64url').toString().slice(0, NAME_LIMIT)
  return name === '' ? undefined : name
}

/** What an `initialize` request says its program is called. */
export function readClientName(message: unknown): string | undefined {
  if (!isFields(message) || message['method'] !== 'initialize') return undefined
  const { params } = message
  const info = isFields(params) ? params['clientInfo'] : undefined
  if (!isFields(info)) return undefined
  const { title, name } = info
  return typeof title === 'string' ? title : typeof name === 'string' ? name : undefined
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
