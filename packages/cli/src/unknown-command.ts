import { toVisibleText } from 'protocol'

interface Named {
  readonly name: () => string
}

/** What is said to a word that is no command: which one may have been meant. */
export function toUnknownCommand(word: string, commands: readonly Named[]): readonly string[] {
  const names = commands.map((command) => command.name())
  const near = names
    .map((name) => ({ name, distance: toDistance(word.slice(0, 20), name) }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  const guess =
    near !== undefined && near.distance <= 2
      ? `Did you mean \`footlight ${near.name}\`?`
      : undefined
  return [
    `There is no command "${toVisibleText(word.slice(0, 80))}".`,
    guess ?? `There are: ${names.join(', ')}.`,
  ]
}

/** Letters to change, add or take away until one word is the other. */
function toDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++) {
      const cost = one[at - 1] === other[to - 1] ? 0 : 1
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + cost))
    }
    row = next
  }
  return row[other.length] ?? 0
}
