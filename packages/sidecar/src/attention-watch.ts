import type { Parameters } from 'protocol'
import type { Watch } from 'store'
import { attentionLists } from './attention.ts'
import type { Attention } from './attention.ts'

/** A live query of a list that is in memory: short enough to be sent whole whenever it is another. */
export function openAttentionWatch(
  attention: Attention,
  id: number,
  path: string,
  parameters: Parameters,
): Watch | undefined {
  const list = attentionLists.find((name) => name === path.replace(/^\/|\/$/g, ''))
  if (list === undefined) return undefined
  let seen = -1
  return {
    isStale: () => attention.revision(list) > seen,
    refresh: () => {
      seen = attention.revision(list)
      const page = attention.read(list, parameters)
      if (!page.ok) return Promise.resolve(page)
      return Promise.resolve({
        ok: true,
        json: `{"type":"page","id":${id},"revision":${seen},${page.json.slice(1)}`,
      })
    },
    close: () => undefined,
  }
}
