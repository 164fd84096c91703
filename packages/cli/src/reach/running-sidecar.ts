import { readFileSync } from 'node:fs'
import { toTokenPath } from 'sidecar'
import { readOwner } from 'store'
import { fetchAnswer } from './fetch-answer.ts'

/** A sidecar that answers, and what it is asked with. */
export interface SidecarAddress {
  readonly url: string
  readonly token: string
}

const PATIENCE = 2000

/** The sidecar that has this data folder, if one does and answers. */
export async function findRunningSidecar(data: string): Promise<SidecarAddress | undefined> {
  const url = readOwner(data)?.url
  const token = readToken(data)
  if (url === undefined || token === undefined) return undefined
  try {
    const response = await fetchAnswer(`${url}/__footlight/api/health`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE),
    })
    // The port may be another project's by now: then the token is none of its.
    return response.ok ? { url, token } : undefined
  } catch {
    return undefined
  }
}

function readToken(data: string): string | undefined {
  try {
    return readFileSync(toTokenPath(data), 'utf8').trim()
  } catch {
    return undefined
  }
}
