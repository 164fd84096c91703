import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a data folder is opened with. Made once and kept, so that links stay good over restarts. */
export interface Secrets {
  /** For every read and every change. */
  readonly token: string
  /** Write-only, for SDKs on other machines. */
  readonly ingestKey: string
}

/** As long as the public key of a DSN, which is what the ingest key stands in for. */
const LENGTH = 32

export function openSecrets(folder: string): Secrets {
  return { token: openSecret(folder, 'token'), ingestKey: openSecret(folder, 'ingest-key') }
}

/** Makes another read token; links with the old one are dead from the next start on. */
export function rotateToken(folder: string): string {
  return writeSecret(folder, 'token')
}

export function toTokenPath(folder: string): string {
  return join(folder, 'token')
}

function openSecret(folder: string, name: string): string {
  try {
    const kept = readFileSync(join(folder, name), 'utf8').trim()
    if (/^[\w-]{16,200}$/.test(kept)) return kept
  } catch {
    // There is none yet.
  }
  return writeSecret(folder, name)
}

function writeSecret(folder: string, name: string): string {
  const secret = randomBytes(LENGTH / 2).toString('hex')
  const path = join(folder, name)
  // Written aside first: half a token would lock everybody out.
  writeFileSync(`${path}.new`, secret, { mode: 0o600 })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
  return secret
}
