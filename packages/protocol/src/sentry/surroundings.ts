import type { Item } from '../item.ts'
import {
  isObject,
  readJsonObject,
  readPairs,
  readScalar,
  readText,
  setProperty,
  toJson,
} from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { Payload } from '../payload.ts'
import type { Scope } from '../record/base.ts'
import type { Flag } from '../record/event.ts'
import type { Request, User } from '../record/surroundings.ts'
import { readSdk, toScope } from '../scope.ts'
import { readRequest } from './request.ts'
import { readUser } from './user.ts'

/** What every event-like payload says about where it happened. */
export interface Surroundings {
  readonly scope: Scope
  readonly tags: Readonly<Record<string, string>>
  readonly user: User | undefined
  readonly request: Request | undefined
  readonly contexts: Readonly<Record<string, JsonObject>>
}

export function readSurroundings(item: Item, payload: Payload): Surroundings {
  const tags = readTags(payload['tags'])
  return {
    scope: readPayloadScope(item, payload, tags['service']),
    tags,
    user: readUser(payload['user'] ?? payload['sentry.interfaces.User']),
    request: readRequest(payload['request'] ?? payload['sentry.interfaces.Http']),
    contexts: readContexts(payload['contexts'] ?? payload['sentry.interfaces.Contexts']),
  }
}

export function readPayloadScope(item: Item, payload: Payload, service?: string): Scope {
  const project = readScalar(payload['project'])
  return toScope(item.scope, {
    project: item.scope.project ?? project,
    service,
    environment: readText(payload['environment']),
    release: readText(payload['release']),
    dist: readScalar(payload['dist']),
    serverName: readText(payload['server_name']),
    platform: readText(payload['platform']),
    sdk: readSdk(payload['sdk']),
  })
}

/** A map or pairs of any scalars, as text. */
export function readTags(value: unknown): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {}
  for (const [key, entry] of readPairs(value)) {
    const text = readScalar(entry)
    if (text !== undefined) setProperty(tags, key, text)
  }
  return tags
}

/** Contexts are objects; a bare value under a name is kept as `{ value }`. */
function readContexts(value: unknown): Readonly<Record<string, JsonObject>> {
  const contexts: Record<string, JsonObject> = {}
  if (!isObject(value)) return contexts
  for (const [key, entry] of Object.entries(value)) {
    if (entry === null || entry === undefined) continue
    setProperty(contexts, key, readJsonObject(entry) ?? { value: toJson(entry) })
  }
  return contexts
}

/** Modules by version; a list of names has no versions. */
export function readModules(value: unknown): Readonly<Record<string, string>> {
  const modules: Record<string, string> = {}
  if (!isObject(value)) return modules
  for (const [key, entry] of Object.entries(value)) {
    setProperty(modules, key, readScalar(entry) ?? '')
  }
  return modules
}

/** Feature flags an app evaluated before it broke: `contexts.flags.values`. */
export function readFlags(flags: JsonObject | undefined): readonly Flag[] {
  const list = flags?.['values']
  if (!Array.isArray(list)) return []
  const read: Flag[] = []
  for (const entry of list) {
    const flag = isObject(entry) ? readText(entry['flag']) : undefined
    if (isObject(entry) && flag !== undefined) read.push({ flag, result: toJson(entry['result']) })
  }
  return read
}
