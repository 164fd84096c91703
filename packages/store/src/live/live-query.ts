import { toItemKey } from 'protocol'
import type { Change, Page, Parameters, Value } from 'protocol'
import type { ReadAnswer, Reader } from '../read/reader.ts'
import { hashText, toLiveDiff } from './live-diff.ts'
import type { Mark } from './live-diff.ts'

/** A question that is asked again and again; each time only what is different is told. */
export interface LiveQuery {
  /** The message that tells it, `undefined` when nothing is different; or why it cannot be asked. */
  readonly refresh: (revision: number) => LiveAnswer
}

export type LiveAnswer =
  | { readonly ok: true; readonly message: Page | Change | Value | undefined }
  | Extract<ReadAnswer, { readonly ok: false }>

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

  const refreshList = (answer: ListAnswer, revision: number): Page | Change | undefined => {
    const { items, next, total, isTotalExact } = answer
    const before = marks
    const after = items.map((item) => ({
      key: toItemKey(item),
      hash: hashText(JSON.stringify(item)),
    }))
    marks = after
    const wasTotal = told
    told = total
    if (before === undefined)
      return { type: 'page', id, revision, items, next, total, isTotalExact }
    const { put, remove } = toLiveDiff(before, after)
    if (put.length === 0 && remove.length === 0 && total === wasTotal) return undefined
    const entries = put.map((at) => ({ at, item: items[at] }))
    return { type: 'change', id, revision, put: entries, remove, next, total, isTotalExact }
  }

  const refreshValue = (value: object, revision: number): Value | undefined => {
    const hash = hashText(JSON.stringify(value))
    if (hash === told) return undefined
    told = hash
    return { type: 'value', id, revision, value }
  }

  return {
    refresh: (revision) => {
      const answer = reader.answer(path, parameters)
      if (!answer.ok) return answer
      const { value } = answer
      const message = isListAnswer(value)
        ? refreshList(value, revision)
        : refreshValue(value, revision)
      return { ok: true, message }
    },
  }
}

function isListAnswer(value: object): value is ListAnswer {
  return (
    'items' in value && Array.isArray(value.items) && 'next' in value && 'isTotalExact' in value
  )
}
