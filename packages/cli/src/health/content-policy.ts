/** What of ours a page's Content-Security-Policy keeps out. */
export interface BlockedPart {
  readonly part: 'inline' | 'script' | 'connect' | 'frame'
  /** The directive that says so, as it is written in the policy. */
  readonly directive: string
}

interface ScriptFacts {
  /** The address of the page, and so of what is ours in it. */
  readonly url: URL
  /** Our inline script has a nonce: whoever put it there knows the policy. */
  readonly hasNonce: boolean
}

/** Which directive decides: the first that the policy has. */
const DIRECTIVES = {
  inline: ['script-src-elem', 'script-src', 'default-src'],
  script: ['script-src-elem', 'script-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
} as const

const NONCE_OR_HASH = /^'(?:nonce|sha\d+)-/

/** Policies as the headers and meta elements have them; every one of them has to agree. */
export function listBlockedParts(
  policies: readonly string[],
  facts: ScriptFacts,
): readonly BlockedPart[] {
  const blocked = new Map<string, BlockedPart>()
  for (const policy of policies.flatMap((text) => text.split(','))) {
    const directives = readDirectives(policy)
    for (const part of ['inline', 'script', 'connect', 'frame'] as const) {
      const directive = DIRECTIVES[part].find((name) => directives.has(name))
      const sources = directive === undefined ? undefined : directives.get(directive)
      if (directive === undefined || sources === undefined) continue
      if (!isAllowed(part, sources, facts)) blocked.set(part, { part, directive })
    }
  }
  return [...blocked.values()]
}

function readDirectives(policy: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const part of policy.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    // Of two with one name the first counts.
    if (name !== '' && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), sources)
  }
  return found
}

function isAllowed(
  part: BlockedPart['part'],
  sources: readonly string[],
  { url, hasNonce }: ScriptFacts,
): boolean {
  if (part === 'inline') {
    if (hasNonce) return true
    // A nonce or a hash switches `unsafe-inline` off.
    return sources.includes("'unsafe-inline'") && !sources.some((text) => NONCE_OR_HASH.test(text))
  }
  const isStrict = part === 'script' && sources.includes("'strict-dynamic'")
  // It switches every address off: only what a trusted script loads is allowed.
  if (isStrict) return hasNonce
  return sources.some((source) => isSource(source, url))
}

function isSource(source: string, { protocol, host, hostname }: URL): boolean {
  const text = source.toLowerCase()
  if (text === "'self'" || text === '*' || text === protocol) return true
  const [, scheme, name = ''] = /^(?:([a-z]+:)\/\/)?([^/]+)/.exec(text) ?? []
  if (scheme !== undefined && scheme !== protocol) return false
  if (name === host || name === `${hostname}:*`) return true
  return name.startsWith('*.') && host.endsWith(name.slice(1))
}
