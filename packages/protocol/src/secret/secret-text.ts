import { isCardNumber } from './card-number.ts'
import { isSecretName } from './secret-name.ts'

/** What stands where a secret was. */
export const maskedText = '[masked]'

interface SecretPattern {
  /** What a text without it cannot match; asked first, because most texts have none. */
  readonly sign: RegExp
  readonly pattern: RegExp
  /** What is left of a match; the match itself where it is no secret after all. */
  readonly toMasked: (match: string, before: string, value: string) => string
}

/** Beginnings of the words that `isSecretName` knows: whatever has none of them is not looked at. */
const SECRET_WORD =
  /passw|passphrase|pwd|secret|token|auth|cookie|credential|key|csrf|xsrf|jwt|cvv|cvc|otp|sid|card|session|account/i

const whole = (): string => maskedText
const value = (_match: string, before: string): string => before + maskedText

/**
 * In an order that matters: a header's value is whole before its parts are looked at. Every pattern
 * is linear: what repeats is bounded, or ends at the first character that does not belong.
 */
const patterns: readonly SecretPattern[] = [
  {
    sign: /PRIVATE KEY/,
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}KEY-----|$)/g,
    toMasked: whole,
  },
  {
    sign: /cookie|authorization/i,
    pattern:
      /((?:set-)?cookie|(?:proxy-)?authorization)(["']?\s{0,4}[:=]\s{0,4}["']?)([^"'\r\n]+)/gi,
    toMasked: (_match, name, between) => `${name}${between}${maskedText}`,
  },
  {
    sign: /bearer|basic/i,
    pattern: /\b(bearer|basic)\s+([\w.~+/-]{8,}=*)/gi,
    // "Basic authentication" is no secret.
    toMasked: (match, scheme, secret) => (/[\d=]/.test(secret) ? `${scheme} ${maskedText}` : match),
  },
  { sign: /eyJ/, pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, toMasked: whole },
  {
    sign: /sk|pk|rk|gh|xox|AKIA|AIza|glpat|npm_/,
    pattern:
      /\b(?:[spr]k_(?:live|test)_\w{8,}|sk-[\w-]{20,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|glpat-[\w-]{15,}|npm_\w{30,})/g,
    toMasked: whole,
  },
  // A password in an address: `postgres://user:password@host`.
  { sign: /:\/\//, pattern: /(:\/\/[^\s/:@?#]{0,200}:)[^\s/@?#]{1,200}(?=@)/g, toMasked: value },
  {
    sign: SECRET_WORD,
    pattern: new RegExp(
      `((?<![\\w.-])[\\w.-]{0,100}?(?:${SECRET_WORD.source})[\\w.-]{0,20}["']?\\s{0,4}[=:]\\s{0,4})("[^"]*"|'[^']*'|[^\\s,;&"'()[\\]{}<>]+)`,
      'gi',
    ),
    toMasked: (match, before, secret) =>
      isNamedSecret(before, secret) ? before + maskedText : match,
  },
  {
    sign: /\d{4}/,
    pattern: /\b[3-6]\d(?:[ -]?\d){12,17}\b/g,
    toMasked: (match) => (isCardNumber(match) ? maskedText : match),
  },
]

/** `Unexpected token: foo` names no token, `isSecret: true` keeps nothing back. */
function isNamedSecret(before: string, secret: string): boolean {
  const name = before.replace(/["'\s=:]+$/, '')
  const bare = secret.replace(/^["']|["']$/g, '')
  if (bare === '' || bare === maskedText || /^(?:true|false|null|undefined|\[.*)$/.test(bare))
    return false
  if (!isSecretName(name)) return false
  return !/token$/i.test(name) || (bare.length >= 8 && /\d/.test(bare))
}

/** A text without the secrets that can be told by their looks or by the name before them. */
export function maskSecretText(text: string): { readonly text: string; readonly count: number } {
  let count = 0
  let masked = text
  for (const { sign, pattern, toMasked } of patterns) {
    if (!sign.test(masked)) continue
    masked = masked.replace(pattern, (match: string, before: string, secret: string) => {
      const left = toMasked(match, before, secret)
      if (left !== match) count++
      return left
    })
  }
  return { text: masked, count }
}
