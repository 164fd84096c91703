import { readCount } from '../json.ts'
import { wireVersion } from './message.ts'

type Fields = Readonly<Record<string, unknown>>

/** Lifts a message of one version to the next. */
export type UpgradeStep = (message: Fields) => Fields

/**
 * Step n lifts version n + 1 to n + 2. A reader in a tab that was opened before an update still
 * speaks its own version; its messages climb step by step, so that the rest knows one shape.
 */
const steps: readonly UpgradeStep[] = []

/** A message as the current version would say it; `v` tells the sender's version where it is older. */
export function upgrade(message: Fields): Fields {
  return climb(message, readCount(message['v']) ?? wireVersion, steps)
}

export function climb(message: Fields, version: number, ladder: readonly UpgradeStep[]): Fields {
  return ladder.slice(Math.max(version - 1, 0)).reduce((lifted, step) => step(lifted), message)
}
