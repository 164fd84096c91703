/** Folders of code the app did not write: packages of every language, and the languages' own libraries. */
const FOREIGN_PATH = [
  /(?:^|[\\/])(?:node_modules|site-packages|dist-packages|vendor|gems|\.yarn|@vite)[\\/]/,
  /[\\/](?:pkg[\\/]mod|lib[\\/]python[\d.]*|lib[\\/]ruby|(?:local|lib)[\\/]go[^\\/]*[\\/]src|Go[\\/]src)[\\/]/,
  // `node:fs`, `internal/…` of old Node, `<anonymous>`, `<frozen importlib>`, `[native code]`.
  /^(?:node:|internal\/|native$|<|\[)/,
]

const FOREIGN_MODULE = [
  /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|clojure|android|androidx)\./,
  /^(?:org\.springframework|org\.apache|org\.hibernate|org\.junit|io\.netty|io\.opentelemetry)\./,
  /^(?:System|Microsoft|OpenTelemetry)\./,
  // Go's packages end where the name does.
  /^(?:runtime|runtime\/debug|net\/http|testing|reflect|database\/sql|panic)\.$/,
]

/** A guess from where code lies; senders of plain stacks do not tell. */
export function isAppCode(path: string | undefined, module: string | undefined): boolean {
  if (path !== undefined && FOREIGN_PATH.some((pattern) => pattern.test(path))) return false
  if (module === undefined) return path !== undefined
  return !FOREIGN_MODULE.some((pattern) => pattern.test(`${module}.`))
}
