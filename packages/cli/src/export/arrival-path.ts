import type { ExportedArrival } from './export-file.ts'

type Address = (arrival: Pick<ExportedArrival, 'project' | 'parameters'>) => string

const project = ({ project: id }: Pick<ExportedArrival, 'project'>): string =>
  encodeURIComponent(id ?? '1')

const named = (parameters: ExportedArrival['parameters'], name: string): string =>
  encodeURIComponent(parameters[name] ?? '0')

/** Where what was taken in is taken in again. The file says what it is, never where it goes. */
const addresses: Readonly<Record<string, Address>> = {
  envelope: (arrival) => `/api/${project(arrival)}/envelope/`,
  store: (arrival) => `/api/${project(arrival)}/store/`,
  security: (arrival) => `/api/${project(arrival)}/security/`,
  nel: (arrival) => `/api/${project(arrival)}/nel/`,
  minidump: (arrival) => `/api/${project(arrival)}/minidump/`,
  unreal: (arrival) =>
    `/api/${project(arrival)}/unreal/${named(arrival.parameters, 'sentry_key')}/`,
  attachments: (arrival) =>
    `/api/${project(arrival)}/events/${named(arrival.parameters, 'event_id')}/attachments/`,
  cron: (arrival) => `/api/${project(arrival)}/cron/${named(arrival.parameters, 'slug')}/`,
  'otlp-traces': () => '/v1/traces',
  'otlp-logs': () => '/v1/logs',
  'otlp-metrics': () => '/v1/metrics',
  vercel: () => '/drain/vercel',
  cloudflare: () => '/drain/cloudflare',
  heroku: () => '/drain/heroku',
  supabase: () => '/drain/supabase',
  json: () => '/drain/json',
}

/** `undefined` for what cannot be sent again in one piece: uploads in parts, and the unknown. */
export function toArrivalPath(
  arrival: Pick<ExportedArrival, 'format' | 'project' | 'parameters'>,
): string | undefined {
  const address = Object.hasOwn(addresses, arrival.format) ? addresses[arrival.format] : undefined
  if (address === undefined) return undefined
  const query = new URLSearchParams(arrival.parameters).toString()
  return query === '' ? address(arrival) : `${address(arrival)}?${query}`
}
