import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { basename, dirname, join } from 'node:path'

/** One request of a real SDK, byte for byte. */
export interface CapturedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** What the app knows it did while it ran, and what of that is on the wire. */
export interface Expectation {
  readonly did: readonly Did[]
  readonly check: readonly Check[]
}

export interface Did {
  readonly kind: string
  readonly [field: string]: unknown
}

export interface Check {
  /** Index into `did`. */
  readonly did: number
  readonly kind: string
  readonly label?: string
  readonly dsn?: Found
  readonly spotlight?: Found
  readonly otlp?: Found
}

export interface Found {
  /** How many things on the wire match, by another decoder than ours. */
  readonly n: number
}

export type Channel = 'dsn' | 'spotlight' | 'otlp'

export const channels: readonly Channel[] = ['dsn', 'spotlight', 'otlp']

export interface Capture {
  /** `node-11.12.0/errors.both`. */
  readonly name: string
  readonly requests: readonly CapturedRequest[]
  readonly expectation: Expectation
}

const fixtures = fileURLToPath(new URL('../fixtures/captures', import.meta.url))

/**
 * The whole collection of captures that the fixtures are chosen from; beside the project where it
 * is present, or where CORPUS says.
 */
export const corpus: string = process.env['CORPUS'] ?? join(process.cwd(), '../shared/corpus')

/** Every folder with an `expect.json`: the fixtures and, where it is present, the whole corpus. */
export function listCaptures(): readonly string[] {
  const all = join(corpus, 'captures')
  return [fixtures, all].flatMap((root) => (existsSync(root) ? listFolders(root) : []))
}

function listFolders(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'expect.json')
    .map((path) => join(root, dirname(path)))
    .toSorted()
}

export function readCapture(folder: string): Capture {
  const requests = readdirSync(folder)
    .filter((file) => /^\d+\.json$/.test(file))
    .toSorted()
    .map((file) => readRequest(folder, file))
  const expectation = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8')) as Expectation
  return { name: toName(folder), requests, expectation }
}

export function toName(folder: string): string {
  return folder.split(/[\\/]/).slice(-2).join('/')
}

interface RequestFile {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bodyFile?: string | null
}

function readRequest(folder: string, file: string): CapturedRequest {
  const request = JSON.parse(readFileSync(join(folder, file), 'utf8')) as RequestFile
  const { method, url, headers, bodyFile } = request
  const body = bodyFile ? readFileSync(join(folder, bodyFile)) : new Uint8Array()
  return { method, url, headers, body }
}
