import { createAsker } from 'client'
import { toQuotaText, toVisibleText } from 'protocol'
import type { Logger } from 'vite'
import type { FootlightOptions } from './options.ts'
import { toOwnBase } from './own-path.ts'
import type { SidecarLink } from './sidecar-link.ts'

/** Where a server is reached, once it listens. */
interface Urls {
  readonly local: readonly string[]
  readonly network: readonly string[]
}

export interface AddressFacts extends Pick<FootlightOptions, 'openKey'> {
  readonly base: string
  readonly urls: Urls
}

/** What stands below Vite's own addresses. The token is for those who come over the network. */
export function toAddressLines(
  { base, urls, openKey = "Ctrl+Shift+'" }: AddressFacts,
  token: string | undefined,
): readonly string[] {
  const [local] = urls.local
  const [network] = urls.network
  const toOwn = (url: string): string => new URL(toOwnBase(base), url).href
  const hint = `(${openKey} opens it in the page, ?footlight=off hides it)`
  return [
    ...(local === undefined ? [] : [`  ➜  Footlight: ${toOwn(local)}  ${hint}`]),
    ...(network === undefined || token === undefined
      ? []
      : [`  ➜  Footlight from other devices: ${toOwn(network)}?token=${token}`]),
  ]
}

/** Makes the addresses known to the sidecar, and prints ours. */
export async function printAddress(
  facts: AddressFacts,
  link: SidecarLink,
  logger: Logger,
): Promise<void> {
  const { local, network } = facts.urls
  for (const url of [...local, ...network]) void link.register(new URL(url).href)
  const token = network.length > 0 ? (await link.facts())?.token : undefined
  for (const line of toAddressLines(facts, token)) logger.info(line)
  const kept = await readKept(link)
  if (kept !== '') logger.info(`  ➜  Footlight kept from production today: ${kept}`)
}

/** What the ledger has of today; nothing while there is no sidecar that may be asked. */
async function readKept(link: SidecarLink): Promise<string> {
  const known = await link.facts()
  if (known?.token === undefined) return ''
  const { url, token } = known
  const { ask } = createAsker({ url: `${url}/__footlight/`, token: () => token, fetch })
  const quota = await ask('quota')
  return quota.ok ? toVisibleText(toQuotaText(quota.value.today)) : ''
}

interface PrintingServer {
  readonly resolvedUrls: Urls | null
  printUrls: () => void
}

/** Calls back whenever Vite, or a framework, prints the addresses of the server. */
export function onPrintUrls(server: PrintingServer, print: (urls: Urls) => Promise<void>): void {
  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    if (server.resolvedUrls !== null) void print(server.resolvedUrls)
  }
}
