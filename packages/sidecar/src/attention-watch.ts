import type { Watch } from 'store'
import type { Attention, AttentionList } from './attention.ts'

/** A live query of a list that is in memory: short enough to be sent whole whenever it is another. */
export function openAttentionWatch(
  attention: Attention,
  id: number,
  path: string,
): Watch | undefined {
  const list = toAttentionList(path)
  if (list === undefined) return undefined
  let seen = -1
  return {
    isStale: () => attention.revision(list) > seen,
    refresh: () => {
      seen = attention.revision(list)
      const page = attention.lists[list]().slice(1)
      return Promise.resolve({
        ok: true,
        json: `{"type":"page","id":${id},"revision":${seen},${page}`,
      })
    },
    close: () => undefined,
  }
}

function toAttentionList(path: string): AttentionList | undefined {
  const name = path.replace(/^\/|\/$/g, '')
  return name === 'agents' || name === 'pointed' ? name : undefined
}
