/** A call of Docker Compose that starts containers. */
export interface ComposeCommand {
  /** `docker compose`, and what is said before the word that says what to do. */
  readonly before: readonly [string, ...string[]]
  /** That word and what follows it. */
  readonly after: readonly string[]
  /** Whether files are named: Compose looks for none of its own then. */
  readonly hasFiles: boolean
}

const starting: ReadonlySet<string> = new Set(['create', 'up', 'watch'])

/** Options whose value is the next word. */
const valued: ReadonlySet<string> = new Set([
  '--ansi',
  '--env-file',
  '--file',
  '--parallel',
  '--profile',
  '--progress',
  '--project-directory',
  '--project-name',
  '-f',
  '-p',
])

export function readComposeCommand(
  command: readonly [string, ...string[]],
): ComposeCommand | undefined {
  const [program, ...words] = command
  const isPlugin = program === 'docker' && words[0] === 'compose'
  if (!isPlugin && program !== 'docker-compose') return undefined
  let at = isPlugin ? 1 : 0
  let hasFiles = false
  for (; words[at]?.startsWith('-') === true; at++) {
    const word = words[at] ?? ''
    hasFiles ||= /^(?:-f|--file)(?:=|$)/.test(word)
    if (valued.has(word)) at++
  }
  if (!starting.has(words[at] ?? '')) return undefined
  return { before: [program, ...words.slice(0, at)], after: words.slice(at), hasFiles }
}
