import { listBlockedParts } from './content-policy.ts'
import type { BlockedPart } from './content-policy.ts'
import { toBad, toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'
import type { VisitedPage } from './page-visit.ts'

const META =
  /<meta\b[^>]*\bhttp-equiv\s*=\s*["']?content-security-policy["']?[^>]*\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/gi

const PARTS: Readonly<Record<BlockedPart['part'], readonly [what: string, source: string]>> = {
  script: ['the scripts of Footlight: nothing of this page is heard', "'self'"],
  connect: ['what Footlight sends: nothing of this page arrives', "'self'"],
  frame: ['the panel in the page: it opens as a window', "'self'"],
  inline: [
    'the inline guard: what an SDK sends before the module is there may leave',
    "'unsafe-inline' in development, or html.cspNonce in the Vite config",
  ],
}

/** What of a page's own policy keeps ours out. `isInline`: the guard stands in the page itself. */
export function checkPolicy(
  { url, headers, text }: VisitedPage,
  isInline: boolean,
): readonly HealthCheck[] {
  const policies = [
    ...[headers['content-security-policy'] ?? []].flat(),
    ...[...text.matchAll(META)].map(([, double, single]) => unescapeQuotes(double ?? single ?? '')),
  ]
  if (policies.length === 0) return [toGood('policy', 'The page has no Content-Security-Policy')]
  // Through Vite's client nothing of ours is inline, and a script that is trusted loads it.
  const hasNonce = !isInline || hasInlineNonce(text)
  const blocked = listBlockedParts(policies, { url, hasNonce })
  if (blocked.length === 0) {
    return [toGood('policy', 'The Content-Security-Policy of the page lets all of ours through')]
  }
  return blocked.map(({ part, directive }) => {
    const [what, source] = PARTS[part]
    const state = part === 'script' || part === 'connect' ? toBad : toWarning
    return state(
      'policy',
      `The Content-Security-Policy of ${url.href} (${directive}) blocks ${what}.`,
      `Add to ${directive}: ${source}`,
    )
  })
}

/** The inline script that makes the page known to itself. */
function hasInlineNonce(text: string): boolean {
  return [...text.matchAll(/<script\b([^>]*)>([^<]{0,400})/gi)].some(
    ([, attributes = '', code = '']) =>
      code.includes('__footlight') && /\bnonce\s*=/.test(attributes),
  )
}

function unescapeQuotes(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
