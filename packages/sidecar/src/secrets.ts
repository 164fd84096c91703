import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeWholeFile, replaceWholeFile } from 'store'

/** What a data folder is opened with. Made once and kept, so that links stay good over restarts. */
export interface Secrets {
  /** For every read and every change. */
  readonly token: string
  /** Write-only, for SDKs on other machines. */
  readonly ingestKey: string
}

/** As long as the public key of a DSN, which is what the ingest key stands in for. */
const LENGTH = 32

/** Nobody else on this machine may read it. */
const OWN = 0o600

export function openSecrets(folder: string): Secrets {
  return { token: openSecret(folder, 'token'), ingestKey: openSecret(folder, 'ingest-key') }
}

/** Makes another read token; links with the old one are dead from the next start on. */
export function rotateToken(folder: string): string {
  const secret = toSecret()
  replaceWholeFile(toTokenPath(folder), secret, OWN)
  return secret
}

export function toTokenPath(folder: string): string {
  return join(folder, 'token')
}

function openSecret(folder: string, name: string): string {
  const path = join(folder, name)
  const kept = readSecret(path)
  if (kept !== undefined) return kept
  const made = toSecret()
  // Of two that start at once the second takes what the first has made.
  if (makeWholeFile(path, made, OWN)) return made
  const other = readSecret(path)
  if (other !== undefined) return other
  // What is there is no secret: somebody has written to it.
  replaceWholeFile(path, made, OWN)
  return made
}

function readSecret(path: string): string | undefined {
  try {
    const kept = readFileSync(path, 'utf8').trim()
    return /^[\w-]{16,200}$/.test(kept) ? kept : undefined
  } catch {
    // There is none yet.
    return undefined
  }
}

function toSecret(): string {
  return randomBytes(LENGTH / 2).toString('hex')
}
