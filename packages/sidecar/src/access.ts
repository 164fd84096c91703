import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { containerHosts, isContainerAddress } from './bridge.ts'

/**
 * Who may do what: the whole story in this file, asked on every route. A page of the web can make
 * its visitor's browser talk to this machine, under any Host it likes (DNS rebinding); so Host and
 * Origin are checked before anything else, and reading needs a secret that no page has.
 */
export interface Access {
  readonly decide: (request: AccessRequest) => Decision
  /** What the dev server is reached by: its pages may send, and read through it. */
  readonly register: (address: string) => void
  /** What was registered, the latest last. */
  readonly registered: () => readonly string[]
  /** What was refused, and how often. */
  readonly refusals: () => readonly RefusedFacts[]
}

export interface AccessOptions {
  /** For every read and every change. */
  readonly token: string
  /** Write-only; what SDKs off this machine send as their DSN's public key. */
  readonly ingestKey: string
  /** Names beside loopback that this sidecar may be called: `--allow-host`. */
  readonly allowedHosts: readonly string[]
  /** Pages beside local ones that may send: `--allow-origin`. */
  readonly allowedOrigins: readonly string[]
  /** Peers beyond loopback are let in: `--host`. */
  readonly isOpen: boolean
  /** Addresses for containers, at which telemetry is taken in and nothing else answered. */
  readonly bridges: readonly string[]
  readonly onRefusal: (refused: RefusedFacts) => void
}

/** What a route lets its caller do. */
export type Purpose =
  /** Says that it is here, and nothing else. */
  | 'presence'
  | 'ingest'
  | 'read'
  | 'change'
  /** Static files: the panel and the loader, which hold no secret. */
  | 'page'
  /** A browser asks whether it may ask: it brings no secret yet. */
  | 'preflight-ingest'
  | 'preflight-read'

export interface AccessRequest {
  readonly purpose: Purpose
  readonly method: string
  readonly peer: string
  /** The address of ours to which the peer has connected. */
  readonly arrivedAt: string | undefined
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly referer: string | undefined
  readonly contentType: string | undefined
  readonly token: string | undefined
  readonly ingestKey: string | undefined
}

export type Decision =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: 401 | 403 | 415; readonly refused: RefusedFacts }

export interface RefusedFacts {
  readonly code: 'peer' | 'bridge' | 'host' | 'origin' | 'token' | 'key' | 'content-type'
  /** What was not known: the host, the origin. */
  readonly what: string
  readonly message: string
  readonly fix: string
  readonly count: number
}

/** What needs no secret. */
const isOpenToAll: ReadonlySet<Purpose> = new Set([
  'presence',
  'page',
  'preflight-ingest',
  'preflight-read',
])

/** What a sender needs. */
const isSending: ReadonlySet<Purpose> = new Set(['ingest', 'preflight-ingest'])

const allowed: Decision = { ok: true }

/** Whoever invents hosts must not fill the memory. */
const REFUSAL_LIMIT = 200

export function createAccess(options: AccessOptions): Access {
  const hosts = new Set(options.allowedHosts.map(toHostname))
  const origins = new Set(options.allowedOrigins.map((origin) => origin.toLowerCase()))
  /** Of dev servers: where their pages are by host and port, their names without. */
  const registeredHosts = new Map<string, string>()
  const registeredNames = new Set<string>()
  const refusals = new Map<string, RefusedFacts>()

  const refuse = (
    status: 401 | 403 | 415,
    code: RefusedFacts['code'],
    what: string,
    message: string,
    fix: string,
  ): Decision => {
    const named = what.slice(0, 200)
    const isKnown = refusals.has(`${code} ${named}`) || refusals.size < REFUSAL_LIMIT
    // Whoever invents names is one: neither the memory nor the terminal is filled with them.
    const key = isKnown ? `${code} ${named}` : code
    const count = (refusals.get(key)?.count ?? 0) + 1
    const refused = { code, what: isKnown ? named : 'others', message, fix, count }
    refusals.set(key, refused)
    options.onRefusal(refused)
    return { ok: false, status, refused }
  }

  const isLocalHost = (hostname: string): boolean =>
    isLoopbackName(hostname) ||
    hosts.has(hostname) ||
    registeredNames.has(hostname) ||
    // A number is no name that somebody else could point at this machine.
    (options.isOpen && ownAddresses().has(hostname))

  /** Names and addresses under which containers send. */
  const isContainerHost = ({ purpose, arrivedAt }: AccessRequest, hostname: string): boolean =>
    isSending.has(purpose) &&
    (containerHosts.has(hostname) || (hostname === arrivedAt && options.bridges.includes(hostname)))

  const isLocalOrigin = (origin: string): boolean => {
    if (origins.has(origin.toLowerCase())) return true
    if (!URL.canParse(origin)) return false
    const { protocol, hostname } = new URL(origin)
    if (protocol !== 'http:' && protocol !== 'https:') return false
    const name = toHostname(hostname)
    return isLoopbackName(name) || registeredNames.has(name) || ownAddresses().has(name)
  }

  /** Reading is for our own pages: those of this sidecar, and of dev servers that the plugin named. */
  const mayRead = (origin: string, host: string): boolean => {
    if (!URL.canParse(origin)) return false
    const page = new URL(origin)
    return page.host === host.toLowerCase() || registeredHosts.has(page.host)
  }

  /**
   * Images, scripts and old forms send no Origin; but browsers say that they come from another
   * site, and from which page unless that page forbids it.
   */
  const decideUnnamed = ({ purpose, fetchSite, referer }: AccessRequest): Decision => {
    const isReader = purpose !== 'ingest' && purpose !== 'change'
    if (isReader || fetchSite !== 'cross-site') return allowed
    if (purpose === 'ingest' && referer !== undefined && isLocalOrigin(referer)) return allowed
    return refuse(
      403,
      'origin',
      'unnamed',
      'A page that does not say whose it is may neither send nor change anything here.',
      'Send with fetch, which names the page, or open the panel itself.',
    )
  }

  const decideOrigin = (request: AccessRequest): Decision => {
    const { purpose, origin, host } = request
    if (origin === undefined) return decideUnnamed(request)
    const isReading = purpose === 'read' || purpose === 'change' || purpose === 'preflight-read'
    const isAllowed = isReading
      ? mayRead(origin, host ?? '')
      : isLocalOrigin(origin) || mayRead(origin, host ?? '')
    if (isAllowed) return allowed
    const verb = isReading ? 'read from' : 'send to'
    const fix = isReading
      ? 'Read through the panel, the dev server with the plugin, or with a client that is no web page.'
      : `If you know it, start with \`--allow-origin ${toFlagValue(origin)}\`.`
    return refuse(
      403,
      'origin',
      origin,
      `Pages of ${toShown(origin)} may not ${verb} this sidecar.`,
      fix,
    )
  }

  const decideSecret = (request: AccessRequest, isLoopback: boolean): Decision => {
    const { purpose, method, token, ingestKey, contentType } = request
    if (isOpenToAll.has(purpose)) return allowed
    if (purpose === 'ingest') {
      if (isLoopback || isEqual(ingestKey, options.ingestKey) || isEqual(token, options.token))
        return allowed
      return refuse(
        403,
        'key',
        request.peer,
        'From another machine, sending needs the ingest key.',
        'Use it as the public key of the DSN, or in the path: `/k/<key>/stream`. The sidecar printed it when it started.',
      )
    }
    if (!isEqual(token, options.token)) {
      return refuse(
        401,
        'token',
        'missing or wrong',
        'Reading and changing need the token.',
        'Send `Authorization: Bearer <token>`; `footlight token` prints it.',
      )
    }
    if (purpose === 'change' && method === 'POST' && !isJson(contentType)) {
      // A form of another site can post anything but JSON.
      return refuse(
        415,
        'content-type',
        contentType ?? 'none',
        'Changes are sent as JSON.',
        'Set `Content-Type: application/json`.',
      )
    }
    return allowed
  }

  return {
    decide: (request) => {
      const { peer, arrivedAt = '', host = '', purpose } = request
      const isLoopback = isLoopbackAddress(peer)
      const isBridge = options.bridges.includes(arrivedAt)
      const isContainer = isBridge && isContainerAddress(peer, networkInterfaces())
      if (!isLoopback && !options.isOpen && !isContainer) {
        return refuse(
          403,
          'peer',
          peer,
          'This sidecar answers only its own machine.',
          'Start it with `--host 0.0.0.0` to open it.',
        )
      }
      if (isBridge && !isSending.has(purpose)) {
        return refuse(
          403,
          'bridge',
          arrivedAt,
          'At its address for containers this sidecar only takes telemetry in.',
          'Read on the machine itself, at the address that it printed when it started.',
        )
      }
      const hostname = toHostname(host)
      if (!isLocalHost(hostname) && !isContainerHost(request, hostname)) {
        return refuse(
          403,
          'host',
          hostname,
          `This sidecar is not called ${toShown(hostname) || 'nothing'}.`,
          `If it should be, start it with \`--allow-host ${toFlagValue(hostname)}\`.`,
        )
      }
      const byOrigin = decideOrigin(request)
      return byOrigin.ok ? decideSecret(request, isLoopback) : byOrigin
    },
    register: (address) => {
      if (!URL.canParse(address)) return
      const { host, hostname, href } = new URL(address)
      const known = registeredHosts.get(host) ?? ''
      // A page's own origin is told as well, without the base that the dev server has.
      if (href.length > known.length) registeredHosts.set(host, href)
      registeredNames.add(toHostname(hostname))
    },
    registered: () => [...registeredHosts.values()],
    refusals: () => [...refusals.values()],
  }
}

/** Whether a connection comes from this machine. IPv4 may come dressed as IPv6. */
export function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '')
  return plain === '::1' || /^127(?:\.\d{1,3}){3}$/.test(plain)
}

/** `localhost`, whatever ends in it, and the loopback addresses. Names only look like addresses: `127.0.0.1.evil.example`. */
function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || isLoopbackAddress(hostname)
}

/** A Host or hostname without port, brackets and case. */
function toHostname(host: string): string {
  const lower = host.trim().toLowerCase()
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(lower)
  if (bracketed) return bracketed[1] ?? ''
  return isIP(lower) === 6 ? lower : lower.replace(/:\d+$/, '')
}

/** Addresses of this machine: a page served from one of them is the developer's own. */
function ownAddresses(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? [])
  return new Set(all.map(({ address }) => address.toLowerCase()))
}

function isEqual(given: string | undefined, wanted: string): boolean {
  if (given === undefined || wanted === '') return false
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}

/** What a stranger named, fit to be printed. */
function toShown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}

/** What a stranger named, fit to be pasted behind a flag. */
function toFlagValue(text: string): string {
  return text.replace(/[^\w.:/[\]-]/g, '').slice(0, 100)
}
