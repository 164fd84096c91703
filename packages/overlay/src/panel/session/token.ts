import { TOKEN_KEY } from '../../token-key.ts'

/** The read token of this tab. It comes with the first address, from the page, or from the dev server. */
export interface TokenKeeper {
  readonly get: () => string | undefined
  readonly set: (token: string) => void
}

export function createTokenKeeper(window: Window): TokenKeeper {
  let token = takeFromAddress(window) ?? readKept(window)
  if (token !== undefined) keep(window, token)
  return {
    get: () => token,
    set: (next) => {
      token = next
      keep(window, next)
    },
  }
}

/** Asks the dev server, which answers pages of its own origin on this machine. */
export async function askSessionToken(
  request: typeof fetch,
  base: string,
): Promise<string | undefined> {
  try {
    const response = await request(`${base}session`, { method: 'POST' })
    if (!response.ok) return undefined
    const answer: unknown = await response.json()
    const isTold = typeof answer === 'object' && answer !== null && 'token' in answer
    return isTold && typeof answer.token === 'string' ? answer.token : undefined
  } catch {
    return undefined
  }
}

/** A token must not stay where it is copied, shown and remembered. */
function takeFromAddress({ location, history }: Window): string | undefined {
  const address = new URL(location.href)
  const token = address.searchParams.get('token')
  if (token === null) return undefined
  address.searchParams.delete('token')
  history.replaceState(undefined, '', address.pathname + address.search)
  return token
}

/** Storage throws where a browser forbids it to frames. */
function readKept(window: Window): string | undefined {
  try {
    return window.sessionStorage.getItem(TOKEN_KEY) ?? undefined
  } catch {
    return undefined
  }
}

function keep(window: Window, token: string): void {
  try {
    window.sessionStorage.setItem(TOKEN_KEY, token)
  } catch {
    // Then it is asked for again at the next load.
  }
}
