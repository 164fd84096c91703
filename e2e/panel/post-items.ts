import type { Footlight } from '../sidecar/footlight.ts'

/** The header of an envelope or an item, and what an item holds. */
export type SentItem = readonly [header: object, payload?: object]

/** Posts an envelope as an SDK does: its header first, then its items. */
export function postItems({ url }: Footlight, items: readonly SentItem[]): Promise<void> {
  return postItemsTo(`${url}/api/1/envelope/?sentry_key=public`, items)
}

export async function postItemsTo(
  address: string,
  [head, ...items]: readonly SentItem[],
): Promise<void> {
  const lines = items.flatMap(([header, payload]) => {
    const text = JSON.stringify(payload)
    return [JSON.stringify({ ...header, length: Buffer.byteLength(text) }), text]
  })
  const body = [JSON.stringify(head?.[0] ?? {}), ...lines].join('\n')
  const response = await fetch(address, { method: 'POST', body })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}
