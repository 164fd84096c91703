import { readText, setProperty } from '../json.ts'
import type { Json } from '../json.ts'
import type { Attributes, Scope } from '../record/base.ts'
import { toScope } from '../scope.ts'
import type { OtlpInstrumentation } from './model.ts'

/** Whose telemetry it is: the service, the machine, the SDK. */
export interface OtlpResource {
  readonly scope: Scope
  readonly attributes: Attributes
  /** Those of them that are small enough to stand on every entry. */
  readonly repeated: Attributes
}

export function toResource(attributes: Attributes, scope: Scope): OtlpResource {
  return {
    scope: toResourceScope(attributes, scope),
    attributes,
    repeated: toRepeated(attributes),
  }
}

/** What the entries of one group share: of their resource, and of what made them. */
export interface GroupOrigin extends OtlpResource {
  /** The library or logger. */
  readonly instrumentation: string | undefined
}

/** `isFirst`: all of the resource stands on the first entry of its first group. */
export function toOrigin(
  { scope, attributes, repeated }: OtlpResource,
  { name, version, attributes: own }: OtlpInstrumentation,
  isFirst: boolean,
): GroupOrigin {
  const named: Record<string, Json> = {}
  // OpenTelemetry's names for formats that have no place for the scope.
  // https://opentelemetry.io/docs/specs/otel/common/mapping-to-non-otlp/#instrumentationscope
  if (name !== undefined) named['otel.scope.name'] = name
  if (version !== undefined) named['otel.scope.version'] = version
  const all = merge(merge(named, own), isFirst ? attributes : repeated)
  return { scope, attributes: all, repeated: toRepeated(all), instrumentation: name }
}

function toResourceScope(resource: Attributes, scope: Scope): Scope {
  const name = readText(resource['telemetry.sdk.name'])
  const version = readText(resource['telemetry.sdk.version'])
  return toScope(scope, {
    service: readText(resource['service.name']),
    environment:
      readText(resource['deployment.environment.name']) ??
      readText(resource['deployment.environment']),
    release: readText(resource['service.version']),
    serverName: readText(resource['host.name']),
    platform: toPlatform(readText(resource['telemetry.sdk.language'])),
    sdk: name === undefined ? undefined : { name, version },
  })
}

function toPlatform(language: string | undefined): string | undefined {
  if (language === 'nodejs') return 'node'
  return language === 'webjs' ? 'javascript' : language
}

/** Usual resources have 20 attributes in 1 KB. */
const REPEATED_COUNT = 64
const REPEATED_CHARACTERS = 4096

/**
 * Java's agent puts the whole class path into its resource, and a hostile resource may be as large
 * as all its entries: repeated on every one of them that would grow with the square of the body.
 */
function toRepeated(attributes: Attributes): Attributes {
  const repeated: Record<string, Json> = {}
  let count = 0
  let characters = 0
  for (const [key, value] of Object.entries(attributes)) {
    const size = key.length + (typeof value === 'string' ? value : JSON.stringify(value)).length
    if (count === REPEATED_COUNT || characters + size > REPEATED_CHARACTERS) continue
    count++
    characters += size
    setProperty(repeated, key, value)
  }
  return repeated
}

/**
 * An entry's attributes with those of its resource under their own names, so that `team:checkout`
 * finds spans, logs and metrics alike. The entry's own win; what the resource says otherwise then
 * stands as `resource.<name>`. What is too large to be repeated stands on the first entry only.
 */
export function withOrigin(own: Attributes, origin: GroupOrigin, index: number): Attributes {
  return merge(own, index === 0 ? origin.attributes : origin.repeated)
}

function merge(own: Attributes, others: Attributes): Attributes {
  // Two spreads into one object take eight times as long.
  const all: Record<string, Json> = {}
  for (const key in own) setProperty(all, key, own[key] ?? null)
  for (const key in others) {
    const value = others[key] ?? null
    if (!Object.hasOwn(own, key)) setProperty(all, key, value)
    else if (own[key] !== value) setProperty(all, `resource.${key}`, value)
  }
  return all
}
