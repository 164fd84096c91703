type Variables = Readonly<Record<string, string | undefined>>

export interface ChildVariables {
  /** Of this process. */
  readonly own: Variables
  /** The preload, as NODE_OPTIONS has it. */
  readonly option: string
}

/** Without these a preload looks for the sidecar where it need not be. */
const NAMES = [
  'FOOTLIGHT_URL',
  'FOOTLIGHT_TOKEN',
  'FOOTLIGHT_RUN',
  'FOOTLIGHT_SERVICE',
  'FOOTLIGHT_GUARD',
]

/** An environment that an app makes for its child, with what the guard needs. */
export function toGuardedEnvironment(given: Variables, { own, option }: ChildVariables): Variables {
  if (given['FOOTLIGHT'] === 'off') return given
  const added: Record<string, string> = {}
  for (const name of NAMES) {
    const value = own[name]
    if (given[name] === undefined && value !== undefined) added[name] = value
  }
  const options = given['NODE_OPTIONS'] ?? ''
  const all = options.includes(option) ? options : `${options} ${option}`.trim()
  return { ...given, ...added, NODE_OPTIONS: all }
}

/** What Node hands to the system, where an environment is a list of `name=value`. */
export function toGuardedPairs(options: unknown, variables: ChildVariables): unknown {
  if (typeof options !== 'object' || options === null || !('envPairs' in options)) return options
  const { envPairs: pairs } = options
  if (!Array.isArray(pairs)) return options
  const given = Object.fromEntries(pairs.map(String).map(toPair))
  const guarded = toGuardedEnvironment(given, variables)
  const envPairs = Object.entries(guarded).map(([name, value]) => `${name}=${value}`)
  return { ...options, envPairs }
}

/** On Windows there are names that begin with the sign. */
function toPair(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=', 1)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/**
 * The options of a worker. One that is given options or an environment of its own is often an SDK's:
 * what it sends is kept, and nothing is told of it.
 */
export function toGuardedOptions(options: unknown, variables: ChildVariables): unknown {
  if (typeof options !== 'object' || options === null) return options
  const env = 'env' in options ? options.env : undefined
  const execArgv = 'execArgv' in options ? options.execArgv : undefined
  const environment = isVariables(env) ? env : variables.own
  const isBare = isVariables(env) || Array.isArray(execArgv)
  if (!isBare || environment['FOOTLIGHT'] === 'off') return options
  return {
    ...options,
    // One that shares this process's environment must not change it.
    ...(typeof env !== 'symbol' && {
      env: { ...toGuardedEnvironment(environment, variables), FOOTLIGHT_CAPTURE: 'off' },
    }),
    ...(Array.isArray(execArgv) && {
      execArgv: withOption(execArgv.map(String), variables.option),
    }),
  }
}

function withOption(known: readonly string[], option: string): readonly string[] {
  return known.includes(option) ? known : [...known, option]
}

function isVariables(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null
}
