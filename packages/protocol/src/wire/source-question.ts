import { isObject, readString, readText } from '../json.ts'

/**
 * What the sidecar asks every connected plugin for a frame of a browser's stack, with the address
 * as the frame names it: `ask { question: 'source', parameters: { url } }`. It answers a
 * `ServedModule`, or `null` for an address that is not its dev server's.
 *
 * Frames of server-side rendering name files and are not asked for: module runners map their own.
 */
export const sourceQuestion = 'source'

/** What a dev server says of a module it served. */
export interface ServedModule {
  /** Absolute, without query; virtual modules have none. */
  readonly file: string | undefined
  /** The JavaScript as it was served. */
  readonly code: string
  /** A source map's JSON; `null` where the code is the file's own, unchanged. */
  readonly map: string | null
}

export function readServedModule(value: unknown): ServedModule | undefined {
  if (!isObject(value)) return undefined
  const code = readString(value['code'])
  const map = value['map'] === null ? null : readText(value['map'])
  if (code === undefined || map === undefined) return undefined
  return { file: readText(value['file']), code, map }
}
