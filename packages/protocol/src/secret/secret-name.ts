/** Words that make a name the name of a secret, wherever they stand in it. */
const ALWAYS: ReadonlySet<string> = new Set([
  'apikey',
  'authorization',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'csrf',
  'cvc',
  'cvv',
  'jwt',
  'passphrase',
  'passwd',
  'password',
  'pwd',
  'secret',
  'secrets',
  'xsrf',
])

/** Words that do so at the end: `token_count` counts, `access_token` is one. */
const AT_END: ReadonlySet<string> = new Set(['auth', 'token', 'tokens', 'otp', 'sid'])

/** Two words beside one another, that mean something else alone. */
const PAIRS: ReadonlySet<string> = new Set([
  'access key',
  'account number',
  'api key',
  'card number',
  'credit card',
  'encryption key',
  'private key',
  'session id',
  'session key',
  'signing key',
])

/** No name is longer; hostile ones are. */
const LENGTH_LIMIT = 200

/** Whether what stands under this name is nobody's business: `http.request.header.cookie`. */
export function isSecretName(name: string): boolean {
  const words = toWords(name.slice(0, LENGTH_LIMIT))
  return words.some(
    (word, at) =>
      ALWAYS.has(word) ||
      (AT_END.has(word) && at === words.length - 1) ||
      PAIRS.has(`${words[at - 1] ?? ''} ${word}`),
  )
}

/** `apiKey`, `API_KEY` and `x-api-key` have the same words. */
function toWords(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}
