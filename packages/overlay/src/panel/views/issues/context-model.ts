import type { EventItem, Json } from 'protocol'

/** What stood around the error, under one heading. */
export interface Surrounding {
  readonly title: string
  readonly attributes: readonly (readonly [string, Json])[]
}

/** Everything an event says beside what broke; parts that say nothing are not there. */
export function toSurroundings(event: EventItem): readonly Surrounding[] {
  const { contexts, extra, modules, tags, flags } = event
  const rest = Object.entries(contexts).filter(([name]) => !WITH_A_PLACE.has(name))
  const all: readonly Surrounding[] = [
    { title: 'Where', attributes: toWhere(event) },
    { title: 'Tags', attributes: Object.entries(tags) },
    { title: 'User', attributes: toUser(event) },
    { title: 'Request', attributes: toRequest(event) },
    { title: 'Flags', attributes: flags.map(({ flag, result }) => [flag, result]) },
    ...rest.map(([name, values]) => ({ title: toTitle(name), attributes: Object.entries(values) })),
    { title: 'Extra', attributes: Object.entries(extra) },
    { title: 'Modules', attributes: Object.entries(modules) },
  ]
  return all.filter(({ attributes }) => attributes.length > 0)
}

/** These are shown by the views of traces, replays and flags. */
const WITH_A_PLACE: ReadonlySet<string> = new Set(['trace', 'flags', 'replay'])

type Told = readonly (readonly [string, Json | undefined])[]

/** The lines that one looks for first. */
function toWhere(event: EventItem): Surrounding['attributes'] {
  const { sdk, contexts, request } = event
  const runtime = contexts['runtime'] ?? contexts['browser']
  const told: Told = [
    [
      'request',
      request?.url === undefined
        ? undefined
        : [request.method, request.url].filter(Boolean).join(' '),
    ],
    ['transaction', event.transaction],
    ['service', event.service],
    ['environment', event.environment],
    ['release', event.release],
    ['dist', event.dist],
    ['server', event.serverName],
    ['runtime', toVersioned(runtime?.['name'], runtime?.['version'])],
    ['os', toVersioned(contexts['os']?.['name'], contexts['os']?.['version'])],
    ['platform', event.platform],
    ['sdk', toVersioned(sdk?.name, sdk?.version)],
    ['logger', event.logger],
    ['run', event.run],
    ['event', event.id],
  ]
  return toSaid(told)
}

function toUser({ user }: EventItem): Surrounding['attributes'] {
  if (user === undefined) return []
  const { id, username, email, name, ip, data } = user
  return toSaid([
    ['id', id],
    ['username', username],
    ['email', email],
    ['name', name],
    ['ip', ip],
    ...Object.entries(data ?? {}),
  ])
}

function toRequest({ request }: EventItem): Surrounding['attributes'] {
  if (request === undefined) return []
  const { method, url, query, fragment, headers, cookies, body, env } = request
  return toSaid([
    ['method', method],
    ['url', url],
    ['query', query],
    ['fragment', fragment],
    ['body', body],
    ...headers,
    ['cookies', cookies.length === 0 ? undefined : Object.fromEntries(cookies)],
    ['env', env],
  ])
}

function toSaid(told: Told): Surrounding['attributes'] {
  return told.flatMap(([key, value]) =>
    value === undefined || value === null || value === '' ? [] : [[key, value] as const],
  )
}

function toVersioned(name: Json | undefined, version: Json | undefined): string | undefined {
  if (typeof name !== 'string') return undefined
  return typeof version === 'string' ? `${name} ${version}` : name
}

/** `cloud_resource` → `Cloud resource`. */
function toTitle(name: string): string {
  const words = name.replace(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
