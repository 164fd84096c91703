import type { Attributes, EventRecord, Json, JsonObject, TelemetryRecord } from 'protocol'

/** More would be a dump of the app's state; the event itself still has it. */
const ATTRIBUTE_LIMIT = 300

type Surrounded = Extract<
  TelemetryRecord,
  { readonly contexts: Readonly<Record<string, JsonObject>> }
>

/**
 * What can be asked of an event besides its columns: tags under their own names, user, request and
 * contexts under Sentry's (`user.id`, `http.url`, `browser.name`), extra where no tag has the name.
 */
export function toEventAttributes(event: EventRecord): Attributes {
  const all = new AttributeCollector()
  all.addAll('', event.tags)
  addSurroundings(all, event)
  for (const { flag, result } of event.flags) all.add(`flags.${flag}`, result)
  const caught = event.exceptions.at(-1)
  all.add('error.handled', caught?.mechanism?.handled)
  all.add('error.mechanism', caught?.mechanism?.type)
  const frame = caught?.frames.findLast(({ inApp }) => inApp !== false) ?? caught?.frames.at(-1)
  all.add('stack.filename', frame?.filename)
  all.add('stack.abs_path', frame?.absPath)
  all.add('stack.function', frame?.function)
  all.add('stack.module', frame?.module)
  all.add('stack.lineno', frame?.line)
  all.add('replay.id', event.replayId)
  all.addAll('', event.extra)
  return all.attributes
}

/** The same for whatever else carries tags and contexts. */
export function toSurroundingAttributes(record: Surrounded): Attributes {
  const all = new AttributeCollector()
  all.addAll('', record.tags)
  addSurroundings(all, record)
  return all.attributes
}

function addSurroundings(all: AttributeCollector, record: Surrounded): void {
  const { user, contexts } = record
  all.add('user.id', user?.id)
  all.add('user.email', user?.email)
  all.add('user.username', user?.username)
  all.add('user.ip', user?.ip)
  all.addAll('user.', user?.data)
  if ('request' in record) {
    all.add('http.method', record.request?.method)
    all.add('http.url', record.request?.url)
  }
  for (const [name, context] of Object.entries(contexts)) {
    if (name !== 'trace' && name !== 'flags') all.addAll(`${name}.`, context)
  }
}

class AttributeCollector {
  readonly attributes: Record<string, Json> = {}
  #count = 0

  /** The first to say something under a name is believed. */
  add(key: string, value: Json | undefined): void {
    if (value === undefined || value === null || this.#count >= ATTRIBUTE_LIMIT) return
    if (Object.hasOwn(this.attributes, key) || key === '__proto__') return
    this.attributes[key] = value
    this.#count++
  }

  addAll(prefix: string, values: JsonObject | undefined): void {
    for (const [key, value] of Object.entries(values ?? {})) {
      // Nested objects are looked at in the event, not asked for by key.
      if (typeof value !== 'object' || Array.isArray(value)) this.add(prefix + key, value)
    }
  }
}
