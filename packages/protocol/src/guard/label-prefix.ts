import { readBase64 } from '../base64.ts'
import { guardParameter, hostParameter } from './kept-path.ts'

/** Whose it is that comes to an address, for SDKs that do not say it themselves. */
export interface AddressLabels {
  readonly run: string
  readonly service: string
  /** Production's, where the address stands in its place so that nothing leaves. */
  readonly keptFrom?: string
}

const PREFIX = /^\/as\/([\w-]{1,2000})(?=\/)/

/**
 * Labels as the beginning of a path: what a DSN has before its project comes back with every
 * request, and a query string does not. SDKs decode and encode paths each in their own way, so it
 * is letters and digits.
 */
export function toLabelPrefix({ run, service, keptFrom }: AddressLabels): string {
  const labels = new URLSearchParams({ run, service })
  if (keptFrom !== undefined) {
    labels.set(guardParameter, 'keep')
    labels.set(hostParameter, keptFrom)
  }
  const text = btoa(labels.toString()).replaceAll('+', '-').replaceAll('/', '_')
  return `/as/${text.replace(/=+$/, '')}`
}

/** The labels a path begins with, as parameters, and the rest of it. */
export function readLabelPrefix(
  path: string,
): { readonly labels: URLSearchParams; readonly rest: string } | undefined {
  const [prefix = '', text = ''] = PREFIX.exec(path) ?? []
  const bytes = readBase64(text)
  if (bytes === undefined) return undefined
  return {
    labels: new URLSearchParams(String.fromCharCode(...bytes)),
    rest: path.slice(prefix.length),
  }
}
