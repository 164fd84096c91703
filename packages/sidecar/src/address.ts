/** What a request asks for. */
export interface Address {
  /** Without doubled and trailing slashes: some SDKs put more of them than a DSN has. */
  readonly path: string
  readonly query: URLSearchParams
}

/** Reads a request's target by hand: `URL` takes `//api/1/envelope` for a host of that name. */
export function readAddress(target: string): Address {
  const [path = '', ...rest] = target.split('?')
  return {
    path:
      path
        .replace(/^https?:\/\/[^/]*/i, '')
        .replace(/\/+/g, '/')
        .replace(/(?<=.)\/$/, '') || '/',
    query: new URLSearchParams(rest.join('?')),
  }
}
