import type { ViteDevServer } from 'vite'
import { toOwnBase } from './own-path.ts'

/** `server.resolvedUrls`, once it listens. */
interface Urls {
  readonly local: readonly string[]
  readonly network: readonly string[]
}

export interface LineOptions {
  readonly base: string
  readonly urls: Urls
  readonly openKey: string | undefined
  /** For those who come over the network; they get no other. */
  readonly token: string | undefined
}

/** What stands below Vite's own addresses. */
export function toAddressLines({ base, urls, openKey, token }: LineOptions): readonly string[] {
  const [local] = urls.local
  const [network] = urls.network
  const own = (url: string): string => new URL(toOwnBase(base), url).href
  const key = openKey ?? "Ctrl+Shift+'"
  return [
    ...(local === undefined
      ? []
      : [`  ➜  Footlight: ${own(local)}  (${key} opens it in the page, ?footlight=off hides it)`]),
    ...(network === undefined || token === undefined
      ? []
      : [`  ➜  Footlight from other devices: ${own(network)}?token=${token}`]),
  ]
}

/** Calls back whenever Vite, or a framework, prints the addresses of the server. */
export function onPrintUrls(server: ViteDevServer, print: () => void): void {
  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    print()
  }
}
