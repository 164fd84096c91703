import { hostParameter, readGuardPolicies, readLabelPrefix, toLabelPrefix } from 'protocol'

export type Environment = Readonly<Record<string, string | undefined>>

export interface ChildEnvironmentOptions {
  /** What this process was started with. */
  readonly inherited: Environment
  /** What the project's `.env` files say. */
  readonly dotEnv: Environment
  /** Of the sidecar. */
  readonly url: string
  readonly token: string
  readonly run: string
  readonly service: string
  /** The policy as it was given: `keep`, `mirror,4507=off`. */
  readonly guard: string | undefined
  /** The address of the preload for Node; none where it was not built. */
  readonly preload: string | undefined
}

export interface ChildEnvironment {
  readonly variables: Environment
  /** What was changed for SDKs, for the person who may wonder. */
  readonly changed: readonly string[]
  /** What we would have set and the developer has set already. */
  readonly left: readonly string[]
}

/** Names the variables that an outer `footlight run` has set: they are not the developer's. */
const OURS = 'FOOTLIGHT_SET'

/** What bundlers let through to the page. */
export const browserPrefixes: readonly string[] = [
  'VITE_',
  'PUBLIC_',
  'NEXT_PUBLIC_',
  'NUXT_PUBLIC_',
  'REACT_APP_',
  'VUE_APP_',
  'GATSBY_',
]

/** What a child is told, so that its SDKs and those of its children send here. */
export function toChildEnvironment(options: ChildEnvironmentOptions): ChildEnvironment {
  const { inherited, dotEnv, url, token, run, service, guard, preload } = options
  const ours = new Set((inherited[OURS] ?? '').split(',').filter((name) => name !== ''))
  const isTaken = (name: string): boolean =>
    dotEnv[name] !== undefined || (inherited[name] !== undefined && !ours.has(name))

  const set: Record<string, string> = {}
  const left: string[] = []
  for (const [name, value] of [
    ...toSentryVariables(options),
    ...toOtelVariables(url, service, isTaken),
  ]) {
    if (isTaken(name)) left.push(name)
    else set[name] = value
  }
  const dsn = toLocalDsn(inherited['SENTRY_DSN'] ?? dotEnv['SENTRY_DSN'], options)
  if (dsn !== undefined) set['SENTRY_DSN'] = dsn
  const changed = Object.keys(set)

  set['FOOTLIGHT_URL'] = url
  set['FOOTLIGHT_TOKEN'] = token
  set['FOOTLIGHT_RUN'] = run
  set['FOOTLIGHT_SERVICE'] = service
  if (guard !== undefined) set['FOOTLIGHT_GUARD'] = guard
  set[OURS] = [...new Set([...ours, ...changed])].join(',')
  const nodeOptions = withPreload(inherited['NODE_OPTIONS'] ?? '', preload)
  if (nodeOptions !== undefined) set['NODE_OPTIONS'] = nodeOptions
  return {
    variables: { ...inherited, ...set },
    changed: nodeOptions === undefined ? changed : [...changed, 'NODE_OPTIONS'],
    left,
  }
}

type Variable = readonly [name: string, value: string]

function toSentryVariables({
  url,
  guard,
  run,
  service,
}: ChildEnvironmentOptions): readonly Variable[] {
  // Then production has it, and only production.
  if (readGuardPolicies(guard).of(undefined) === 'off') return []
  return [
    ['SENTRY_SPOTLIGHT', `${url}${toLabelPrefix({ run, service })}/stream`],
    // A page is another service than what serves it.
    ...browserPrefixes.map((prefix): Variable => [`${prefix}SENTRY_SPOTLIGHT`, `${url}/stream`]),
    ['SENTRY_TRACES_SAMPLE_RATE', '1'],
    ['SENTRY_ENVIRONMENT', 'development'],
  ]
}

/** @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
function toOtelVariables(
  url: string,
  service: string,
  isTaken: (name: string) => boolean,
): readonly Variable[] {
  const place: readonly Variable[] = [
    ['OTEL_EXPORTER_OTLP_ENDPOINT', url],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http/protobuf'],
  ]
  const signals = ['TRACES', 'LOGS', 'METRICS']
  const isElsewhere = ['', ...signals.map((signal) => `${signal}_`)]
    .flatMap((signal) =>
      ['ENDPOINT', 'PROTOCOL'].map((end) => `OTEL_EXPORTER_OTLP_${signal}${end}`),
    )
    .some(isTaken)
  // Half of ours and half of theirs would reach neither.
  if (isElsewhere) return place.filter(([name]) => isTaken(name))
  const isNamed = isTaken('OTEL_RESOURCE_ATTRIBUTES')
  return [
    ...place,
    ...signals.map((signal): Variable => [`OTEL_${signal}_EXPORTER`, 'otlp']),
    ...(isNamed ? [] : [['OTEL_SERVICE_NAME', service] as const]),
  ]
}

/** The same project with the same key, here; only where there is one and nothing of it may leave. */
function toLocalDsn(
  dsn: string | undefined,
  { url, guard, run, service }: ChildEnvironmentOptions,
): string | undefined {
  if (dsn === undefined || !URL.canParse(dsn)) return undefined
  const { username, pathname, host: known } = new URL(dsn)
  const project = pathname.split('/').findLast((part) => part !== '')
  if (username === '' || project === undefined) return undefined
  if (readGuardPolicies(guard).of(project) !== 'keep') return undefined
  const { protocol, host, pathname: key } = new URL(url)
  // Of an outer run: what it took the place of is production still.
  const keptFrom = readLabelPrefix(pathname)?.labels.get(hostParameter) ?? known
  const prefix = toLabelPrefix({ run, service, keptFrom })
  return `${protocol}//${username}@${host}${key.replace(/\/$/, '')}${prefix}/${project}`
}

/** By an absolute address, since children start in any folder; once, however often this is nested. */
function withPreload(known: string, preload: string | undefined): string | undefined {
  if (preload === undefined || known.includes(`--import=${preload}`)) return undefined
  return `${known} --import=${preload}`.trim()
}
