type Fields = Readonly<Record<string, unknown>>

/** Lifts a message of one version to the next. */
export type UpgradeStep = (message: Fields) => Fields

/**
 * Step n lifts version n + 1 to n + 2. A reader in a tab that was opened before an update still
 * speaks its own version; its messages climb step by step, so that the rest knows one shape.
 */
const steps: readonly UpgradeStep[] = []

/** A message of somebody who speaks `version`, as the current version would say it. */
export function upgrade(message: Fields, version: number): Fields {
  return climb(message, version, steps)
}

export function climb(message: Fields, version: number, ladder: readonly UpgradeStep[]): Fields {
  return ladder.slice(Math.max(version - 1, 0)).reduce((lifted, step) => step(lifted), message)
}
