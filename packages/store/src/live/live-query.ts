import { toItemKey } from 'protocol'
import type { Change, Page, Parameters, Value } from 'protocol'
import type { JsonReply } from '../json-reply.ts'
import type { Reader } from '../read/reader.ts'
import { hashText, toLiveDiff } from './live-diff.ts'
import type { Mark } from './live-diff.ts'

/** A question that is asked again and again; each time only what is different is told. */
export interface LiveQuery {
  /** The message that tells it, `undefined` when nothing is different; or why it cannot be asked. */
  readonly refresh: (revision: number) => LiveAnswer
}

/** The message as text: what it says is written once, to be compared and to be sent. */
export type LiveAnswer =
  | { readonly ok: true; readonly json: string | undefined }
  | Extract<JsonReply, { readonly ok: false }>

interface ListAnswer {
  readonly items: readonly object[]
  readonly next: string | null
  readonly total: number
  readonly isTotalExact: boolean
}

export function createLiveQuery(
  reader: Reader,
  id: number,
  path: string,
  parameters: Parameters,
): LiveQuery {
  /** Of the page that was told last. */
  let marks: readonly Mark[] | undefined
  let told = -1

  const refreshList = (answer: ListAnswer, revision: number): string | undefined => {
    const { items, next, total, isTotalExact } = answer
    const texts = items.map((item) => JSON.stringify(item))
    const before = marks
    const after = items.map((item, at) => ({
      key: toItemKey(item),
      hash: hashText(texts[at] ?? ''),
    }))
    marks = after
    const wasTotal = told
    told = total
    if (before === undefined) {
      const page: Omit<Page, 'items'> = { type: 'page', id, revision, next, total, isTotalExact }
      return withJson(page, 'items', `[${texts.join(',')}]`)
    }
    const { put, remove } = toLiveDiff(before, after)
    if (put.length === 0 && remove.length === 0 && total === wasTotal) return undefined
    const entries = put.map((at) => `{"at":${at},"item":${texts[at] ?? 'null'}}`)
    const rest: Omit<Change, 'put'> = {
      type: 'change',
      id,
      revision,
      remove,
      next,
      total,
      isTotalExact,
    }
    return withJson(rest, 'put', `[${entries.join(',')}]`)
  }

  const refreshValue = (value: object, revision: number): string | undefined => {
    const text = JSON.stringify(value)
    const hash = hashText(text)
    if (hash === told) return undefined
    told = hash
    const message: Omit<Value, 'value'> = { type: 'value', id, revision }
    return withJson(message, 'value', text)
  }

  return {
    refresh: (revision) => {
      const answer = reader.answer(path, parameters)
      if (!answer.ok) return answer
      const { value } = answer
      const json = isListAnswer(value)
        ? refreshList(value, revision)
        : refreshValue(value, revision)
      return { ok: true, json }
    },
  }
}

/** A message with one more field, whose value is text already. */
function withJson(message: object, field: string, json: string): string {
  return `${JSON.stringify(message).slice(0, -1)},"${field}":${json}}`
}

function isListAnswer(value: object): value is ListAnswer {
  return (
    'items' in value && Array.isArray(value.items) && 'next' in value && 'isTotalExact' in value
  )
}
