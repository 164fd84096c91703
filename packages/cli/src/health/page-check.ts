import { toBad, toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'
import { checkPolicy } from './policy-check.ts'
import { visitPage, visitScript } from './page-visit.ts'
import type { VisitedPage } from './page-visit.ts'

/** How our script comes into a page; `plugin`: the dev server has it, and the page does not load it. */
type Injection = 'page' | 'client' | 'script' | 'plugin' | 'vite' | 'none'

const OWN = '__footlight'

export interface PageQuestion {
  /** The one that the person asks about. */
  readonly named: string | undefined
  /** Those that the plugin told of. */
  readonly devServers: readonly string[]
  readonly hasVite: boolean
  readonly root: string
  readonly sidecar: string | undefined
}

/** More than anyone has open. */
const SERVERS = 5

/** Where Vite listens unless told otherwise. */
const USUAL_SERVER = 'http://localhost:5173/'

/** Whether the pages of the dev servers have what tells of them. */
export async function checkPages(question: PageQuestion): Promise<readonly HealthCheck[]> {
  const { named, devServers, hasVite, root, sidecar = 'http://127.0.0.1:8969' } = question
  if (named !== undefined) return checkPage(named, await visitPage(new URL(named)), sidecar)
  // Whoever registers is this machine's, but no other machine is asked anything.
  const local = devServers.filter((address) => LOOPBACK.test(new URL(address).hostname))
  const visited = await Promise.all(
    local
      .slice(-SERVERS)
      .map(async (address) => [address, await visitPage(new URL(address))] as const),
  )
  // Of one that was ended, and of its other names, the address stays known.
  const answered = visited.filter(([, page]) => page !== undefined)
  if (answered.length > 0) {
    const checks = await Promise.all(
      answered.map(([address, page]) => checkPage(address, page, sidecar)),
    )
    return checks.flat()
  }
  if (!hasVite) return []
  if (await isServerOf(USUAL_SERVER, root)) {
    return checkPage(USUAL_SERVER, await visitPage(new URL(USUAL_SERVER)), sidecar)
  }
  const text =
    local.length === 0
      ? 'No dev server with the plugin has told of itself.'
      : `The dev server at ${local.join(', ')} has ended.`
  return [toWarning('page', text, 'Start it, or name a page of it: footlight doctor <url>')]
}

const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/

async function checkPage(
  address: string,
  page: VisitedPage | undefined,
  sidecar: string,
): Promise<readonly HealthCheck[]> {
  if (page === undefined) {
    return [
      toWarning('page', `Nobody answers at ${address}`, 'Start the server that it is a page of.'),
    ]
  }
  const { url, status, headers } = page
  const type = headers['content-type'] ?? ''
  if (status >= 400 || !type.includes('html')) {
    return [
      toWarning(
        'page',
        `${address} answers ${status} ${type}: no page that could be looked at.`,
        `Name one that is: footlight doctor ${new URL('/some/page', url).href}`,
      ),
    ]
  }
  const injection = await findInjection(page)
  const missing = toMissingScript(address, injection, sidecar)
  if (missing !== undefined) return [missing]
  return [toGood('page', `${address} loads Footlight`), ...toPolicyChecks(page, injection)]
}

/** Vite gives files of its own project only, so that it tells whose it is. */
async function isServerOf(address: string, root: string): Promise<boolean> {
  const client = await visitScript(new URL('@vite/client', address))
  if (client?.text.includes('createHotContext') !== true) return false
  const file = `/@fs/${root.replaceAll('\\', '/').replace(/^\//, '')}/package.json`
  const manifest = await visitScript(new URL(encodeURI(file), address))
  return manifest?.status === 200 && manifest.headers['content-type']?.includes('html') !== true
}

async function findInjection({ url, text }: VisitedPage): Promise<Injection> {
  if (text.includes(`${OWN}/boot.js`)) return 'page'
  if (text.includes(`${OWN}/loader.js`)) return 'script'
  const [, named] = /["']([^"']{0,200}\/@vite\/client)["']/.exec(text) ?? []
  // Frameworks whose pages are their own load it from a module that Vite has changed.
  for (const base of ['/', './']) {
    const client = await visitScript(new URL(named ?? `${base}@vite/client`, url))
    if (client?.text.includes('createHotContext') !== true) continue
    if (!client.text.includes(OWN)) return 'vite'
    return named !== undefined || /<script\b/i.test(text) ? 'client' : 'plugin'
  }
  return 'none'
}

function toMissingScript(
  address: string,
  injection: Injection,
  sidecar: string,
): HealthCheck | undefined {
  switch (injection) {
    case 'vite':
      return toBad(
        'page',
        `${address} is served by Vite without the plugin.`,
        'Put plugins: [footlight()] into the Vite config, and start the dev server anew, without FOOTLIGHT=off',
      )
    case 'plugin':
      return toBad(
        'page',
        `The dev server has the plugin, and the page at ${address} loads nothing of it.`,
        `Put <script type="module" src="/${OWN}/boot.js"></script> first into its <head>`,
      )
    case 'none':
      return toBad(
        'page',
        `The page at ${address} has nothing of Footlight.`,
        `Put <script src="${sidecar}/${OWN}/loader.js"></script> first into its <head>`,
      )
    case 'page':
    case 'client':
    case 'script':
      return undefined
  }
}

function toPolicyChecks(page: VisitedPage, injection: Injection): readonly HealthCheck[] {
  // A script tag loads from the sidecar, for which the rules of another origin hold.
  return injection === 'script' ? [] : checkPolicy(page, injection === 'page')
}
