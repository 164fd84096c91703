/** What the terminal itself sends to everybody in the foreground: the child has it already. */
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT', 'SIGHUP'])

const passedOn: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGINT', 'SIGBREAK', 'SIGHUP']
    : ['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGTERM', 'SIGUSR1', 'SIGUSR2']

export interface HeldSignals {
  /** Who takes them. `isForUs`: nobody else was sent it. */
  readonly hand: (take: (signal: NodeJS.Signals, isForUs: boolean) => void) => void
  readonly release: () => void
}

/**
 * Until they are released this process ends when the child does, and not before. `areShared`: what
 * the terminal sends reaches the child without us.
 */
export function holdSignals(areShared: boolean): HeldSignals {
  let take: ((signal: NodeJS.Signals, isForUs: boolean) => void) | undefined
  const listeners = passedOn.map((signal) => {
    const listener = (): void => take?.(signal, !areShared || !fromTerminal.has(signal))
    process.on(signal, listener)
    return { signal, listener }
  })
  return {
    hand: (next) => {
      take = next
    },
    release: () => {
      for (const { signal, listener } of listeners) process.off(signal, listener)
    },
  }
}
