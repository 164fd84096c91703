import type { Footlight } from './footlight.ts'

/** Something that is only for who has the token. */
export interface Route {
  readonly method: string
  readonly path: string
  /** As the OpenAPI document names it. */
  readonly api: string | undefined
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Beside the document: what programs made for Spotlight know, and one that nobody knows. */
const others: readonly (readonly [string, string])[] = [
  ['GET', '/stream'],
  ['GET', '/envelope/1'],
  ['DELETE', '/clear'],
  ['DELETE', '/prefix/clear'],
  ['GET', '/__footlight/api/unheard-of'],
  ['POST', '/__footlight/api/unheard-of'],
  ['DELETE', '/__footlight/api/unheard-of'],
  ['POST', '/prefix/__footlight/api/clear'],
]

/** Every route of the read API and everything that changes, from the document that describes them. */
export async function listRoutes({ read }: Footlight): Promise<readonly Route[]> {
  const { paths } = await read<Document>('openapi.json')
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method): Route => ({
      method: method.toUpperCase(),
      path: `/__footlight/api${path.replace(/\{\w+\}/g, '1')}`,
      api: method === 'get' ? path.slice(1) : undefined,
    })),
  )
  return [...described, ...others.map(([method, path]) => ({ method, path, api: undefined }))]
}
