import type { QuotaAnswer, QuotaHost } from 'protocol'

const localName = /^(?:localhost|[\w-]+\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)(?::\d+)?$/

/** Where development noise goes though nobody was asked: the first production host that gets some. */
export function toLeaving(
  answer: Pick<QuotaAnswer, 'hosts'> | undefined,
  known: readonly string[],
): QuotaHost | undefined {
  return answer?.hosts.find(
    ({ host, sentBytes }) => sentBytes > 0 && !known.includes(host) && !localName.test(host),
  )
}
