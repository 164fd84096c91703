import { isObject, readPlainJson } from '../json.ts'
import { readDsn } from '../scope.ts'

/** An envelope's header is short; what has no line feed so far in is something else. */
const HEADER_LIMIT = 4096

/** The DSN's host and project of an envelope that is posted somewhere else: to a `tunnel`. */
export interface Tunnelled {
  readonly host: string
  readonly project: string
}

/**
 * Whether a body is an envelope on its way through a tunnel. SDKs name the DSN in its header then,
 * since the tunnel could not know it otherwise. The first characters decide for all other bodies.
 */
export function readTunnelled(body: string): Tunnelled | undefined {
  if (!body.startsWith('{"')) return undefined
  const end = body.slice(0, HEADER_LIMIT).indexOf('\n')
  const header = end === -1 ? '' : body.slice(0, end)
  if (!header.includes('"dsn"')) return undefined
  const reading = readPlainJson(header)
  const dsn = reading.ok && isObject(reading.value) ? readDsn(reading.value['dsn']) : undefined
  const next = body.slice(end + 1, end + 1 + HEADER_LIMIT)
  return dsn !== undefined && next.startsWith('{') && next.includes('"type"')
    ? { host: dsn.host, project: dsn.project }
    : undefined
}
