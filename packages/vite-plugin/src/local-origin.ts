import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** A connection from this machine. IPv4 may come dressed as IPv6. */
export function isLoopbackPeer(address: string | undefined): boolean {
  return address !== undefined && isLoopbackIp(address.replace(/^::ffff:/i, ''))
}

function isLoopbackIp(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

/** Names that mean this machine whoever resolves them: `localhost`, below it, and the addresses. */
function isLoopbackHostname(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackIp(name)
}

/**
 * Whether the page that asks is the dev server's own, under a name that the developer knows: any
 * page of the web can have its name point here (DNS rebinding), and then it is its own origin.
 */
export function isOwnPage(
  origin: string | undefined,
  host: string | undefined,
  allowedHosts: readonly string[],
): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false
  const page = new URL(origin)
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return false
  if (page.host !== host.toLowerCase()) return false
  const { hostname } = page
  return isLoopbackHostname(hostname) || isAllowed(hostname, allowedHosts) || isOwnIp(hostname)
}

/** As Vite reads `server.allowedHosts`: with a dot in front, everything below as well. */
function isAllowed(hostname: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((allowed) => {
    const name = allowed.toLowerCase()
    return name.startsWith('.')
      ? hostname === name.slice(1) || hostname.endsWith(name)
      : hostname === name
  })
}

/** A number is no name that somebody else could point at this machine. */
function isOwnIp(hostname: string): boolean {
  const ip = hostname.replace(/^\[|\]$/g, '')
  if (isIP(ip) === 0) return false
  return Object.values(networkInterfaces()).some((entries) =>
    entries?.some(({ address }) => address === ip),
  )
}
