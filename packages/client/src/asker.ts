import type { Failure, Parameters, ReadApi, ReadPath } from 'protocol'
import { toRefusal } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { toAddress, toRequestPath } from './request-path.ts'

export interface AskerOptions {
  /** Where the sidecar's `__footlight/` is, with the slash; a dev server's will do. */
  readonly url: string
  /** Asked at every connection and request: the sidecar may have got another in between. */
  readonly token: () => string | undefined
  readonly fetch: FetchAnswer
}

/** As much of `fetch` as is used. In Node it takes longer to load than most questions to answer. */
export type FetchAnswer = (url: string, init: FetchInit) => Promise<FetchedAnswer>

export interface FetchedAnswer {
  readonly ok: boolean
  readonly status: number
  readonly json: () => Promise<unknown>
}

export interface FetchInit {
  readonly method?: 'POST' | 'DELETE'
  readonly headers: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** What can be asked of the sidecar, one request each. */
export interface Asker {
  /** `:id` parts of the path are taken from the parameters; the rest is the query. */
  readonly ask: <P extends ReadPath>(
    path: P,
    parameters?: Parameters,
    signal?: AbortSignal,
  ) => Promise<Outcome<ReadApi[P]>>
  readonly change: (
    method: 'POST' | 'DELETE',
    path: string,
    body?: unknown,
  ) => Promise<Outcome<unknown>>
}

export function createAsker({ url, token, fetch: fetchAnswer }: AskerOptions): Asker {
  const request = async <T>(address: string, init: FetchInit): Promise<Outcome<T>> => {
    const known = token()
    const headers =
      known === undefined ? init.headers : { ...init.headers, authorization: `Bearer ${known}` }
    try {
      const response = await fetchAnswer(`${url}api/${address}`, { ...init, headers })
      if (!response.ok) return { ok: false, failure: await readFailure(response) }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sidecar made it of the same types
      return { ok: true, value: (await response.json()) as T }
    } catch (error) {
      if (init.signal?.aborted === true) return { ok: false, failure: aborted }
      return { ok: false, failure: toUnreachable(url, error) }
    }
  }

  return {
    ask: (path, parameters = {}, signal) =>
      request(toAddress(toRequestPath(path, parameters)), {
        headers: {},
        ...(signal !== undefined && { signal }),
      }),
    change: (method, path, body = {}) =>
      request(path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}

const tooLong = toRefusal(
  'too-long',
  'The question is longer than the server lets through.',
  'Ask with a shorter query, or in parts.',
)
const aborted = toRefusal('aborted', 'The question was taken back.')

function toUnreachable(url: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error)
  return toRefusal(
    'unreachable',
    `The sidecar at ${url} does not answer: ${reason}`,
    'Start it with `npx footlight`.',
  )
}

async function readFailure(response: FetchedAnswer): Promise<Failure> {
  // What refuses before the sidecar has a say, as a dev server may, says nothing that can be read.
  const value: unknown = await response.json().catch(() => undefined)
  const found = typeof value === 'object' && value !== null && 'failure' in value && value.failure
  if (typeof found !== 'object' || found === null || !('code' in found) || !('message' in found)) {
    const { status } = response
    const isLong = status === 414 || status === 431
    return isLong ? tooLong : toRefusal('status', `The sidecar answered ${status}.`)
  }
  const { code, message } = found
  return {
    code: String(code),
    message: String(message),
    position:
      'position' in found && typeof found.position === 'number' ? found.position : undefined,
    fix: 'fix' in found && typeof found.fix === 'string' ? found.fix : undefined,
  }
}
