import { isObject, readCount, readPlainJson, readString, readText } from '../json.ts'
import { wireVersion } from './message.ts'
import type { Call, Hello, ReaderMessage, ReaderName, SidecarMessage } from './message.ts'
import { readParameters } from './parameters.ts'
import { upgrade } from './upgrade.ts'

export type MessageReading<M> =
  | { readonly ok: true; readonly message: M }
  | { readonly ok: false; readonly detail: string }

type Fields = Readonly<Record<string, unknown>>

/**
 * What a reader sent, checked field by field: anyone who may connect may send anything. `version`
 * is what its hello said.
 */
export function readReaderMessage(
  text: string,
  version: number = wireVersion,
): MessageReading<ReaderMessage> {
  return readMessage(text, version, readerMessages)
}

/**
 * What the sidecar sent. Payloads stay `unknown`: the sidecar made them of the same types, and
 * checking a thousand rows again would cost the panel more than drawing them.
 */
export function readSidecarMessage(
  text: string,
  version: number = wireVersion,
): MessageReading<SidecarMessage> {
  return readMessage(text, version, sidecarMessages)
}

/** A reader answers with the message, or with what is wrong with it. */
type Readers<M extends { readonly type: string }> = {
  readonly [T in M['type']]: (fields: Fields) => Extract<M, { type: T }> | string
}

function readMessage<M extends { readonly type: string }>(
  text: string,
  version: number,
  readers: Readers<M>,
): MessageReading<M> {
  const reading = readPlainJson(text)
  if (!reading.ok) return reading
  if (!isObject(reading.value)) return { ok: false, detail: 'a message is an object' }
  const fields = upgrade(reading.value, version)
  const type = readText(fields['type'])
  if (type === undefined || !isTypeOf(readers, type)) {
    return { ok: false, detail: `no message has the type ${String(type).slice(0, 50)}` }
  }
  const message = readers[type](fields)
  return typeof message === 'string'
    ? { ok: false, detail: `${type}: ${message}` }
    : { ok: true, message }
}

function isTypeOf<M extends { readonly type: string }>(
  readers: Readers<M>,
  type: string,
): type is M['type'] {
  return Object.hasOwn(readers, type)
}

const readerNames: readonly ReaderName[] = [
  'loader',
  'panel',
  'plugin',
  'node',
  'cli',
  'mcp',
  'test',
  'other',
]

const readerMessages: Readers<ReaderMessage> = {
  hello: (fields): Hello | string => {
    const session = readText(fields['session'])
    if (session === undefined || session.length > 64) return 'session is not a short string'
    return {
      type: 'hello',
      version: readCount(fields['version']) ?? 0,
      reader: readerNames.find((name) => name === fields['reader']) ?? 'other',
      session,
    }
  },
  call: (fields): Call | string => {
    const id = readCount(fields['id'])
    const path = readString(fields['path'])
    if (id === undefined || path === undefined) return 'id or path is missing'
    const method = (['GET', 'POST', 'DELETE'] as const).find((name) => name === fields['method'])
    return {
      type: 'call',
      id,
      method: method ?? 'GET',
      path,
      parameters: readParameters(fields['parameters']),
      body: fields['body'],
    }
  },
  subscribe: (fields) => {
    const id = readCount(fields['id'])
    const path = readString(fields['path'])
    if (id === undefined || path === undefined) return 'id or path is missing'
    return { type: 'subscribe', id, path, parameters: readParameters(fields['parameters']) }
  },
  unsubscribe: (fields) => {
    const id = readCount(fields['id'])
    return id === undefined ? 'id is missing' : { type: 'unsubscribe', id }
  },
  answer: (fields) => {
    const id = readCount(fields['id'])
    return id === undefined ? 'id is missing' : { type: 'answer', id, value: fields['value'] }
  },
}

const sidecarMessages: Readers<SidecarMessage> = {
  welcome: (fields) => {
    const sidecar = fields['sidecar']
    if (!isObject(sidecar)) return 'sidecar is missing'
    return {
      type: 'welcome',
      version: readCount(fields['version']) ?? wireVersion,
      sidecar: {
        name: readText(sidecar['name']) ?? 'footlight',
        version: readText(sidecar['version']) ?? '',
        root: readText(sidecar['root']) ?? '',
      },
    }
  },
  result: (fields) => {
    const id = readCount(fields['id'])
    return id === undefined ? 'id is missing' : { type: 'result', id, value: fields['value'] }
  },
  failure: (fields) => {
    const id = readCount(fields['id'])
    const failure = isObject(fields['failure']) ? fields['failure'] : {}
    if (id === undefined) return 'id is missing'
    return {
      type: 'failure',
      id,
      failure: {
        code: readText(failure['code']) ?? 'unknown',
        message: readText(failure['message']) ?? '',
        position: readCount(failure['position']),
        fix: readText(failure['fix']),
      },
    }
  },
  page: (fields) => {
    const id = readCount(fields['id'])
    if (id === undefined || !Array.isArray(fields['items'])) return 'id or items is missing'
    return {
      type: 'page',
      id,
      revision: readCount(fields['revision']) ?? 0,
      items: fields['items'],
      next: readString(fields['next']) ?? null,
      total: readCount(fields['total']) ?? fields['items'].length,
      isTotalExact: fields['isTotalExact'] !== false,
    }
  },
  change: (fields) => {
    const id = readCount(fields['id'])
    const put = Array.isArray(fields['put']) ? fields['put'].filter(isObject) : []
    const remove = Array.isArray(fields['remove']) ? fields['remove'] : []
    if (id === undefined) return 'id is missing'
    return {
      type: 'change',
      id,
      revision: readCount(fields['revision']) ?? 0,
      put: put.map((entry) => ({ at: readCount(entry['at']) ?? 0, item: entry['item'] })),
      remove: remove.filter((entry) => typeof entry === 'string'),
      next: readString(fields['next']) ?? null,
      total: readCount(fields['total']) ?? 0,
      isTotalExact: fields['isTotalExact'] !== false,
    }
  },
  value: (fields) => {
    const id = readCount(fields['id'])
    if (id === undefined) return 'id is missing'
    const revision = readCount(fields['revision']) ?? 0
    return { type: 'value', id, revision, value: fields['value'] }
  },
  ack: (fields) => {
    const frames = Array.isArray(fields['frames']) ? fields['frames'] : []
    return { type: 'ack', frames: frames.map(readCount).filter((frame) => frame !== undefined) }
  },
  ask: (fields) => {
    const id = readCount(fields['id'])
    const question = readText(fields['question'])
    if (id === undefined || question === undefined) return 'id or question is missing'
    return { type: 'ask', id, question, parameters: readParameters(fields['parameters']) }
  },
  notice: (fields) => {
    const notice = fields['notice']
    const code = isObject(notice) ? readText(notice['code']) : undefined
    if (!isObject(notice) || code === undefined) return 'notice has no code'
    return {
      type: 'notice',
      notice: {
        code,
        time: readCount(notice['time']) ?? 0,
        text: readText(notice['text']) ?? '',
        fix: readText(notice['fix']),
      },
    }
  },
}
