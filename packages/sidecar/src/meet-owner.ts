import { setTimeout } from 'node:timers/promises'
import { readOwner } from 'store'
import type { Owner } from 'store'
import { readPresence } from './presence.ts'
import { isOlderVersion } from './version-order.ts'

/** What comes of finding a project's folder in another process's hands. */
export type Meeting =
  /** It runs, and is asked for everything. */
  | { readonly type: 'join'; readonly url: string; readonly pid: number; readonly version: string }
  /** It was older and has made room, or went by itself. */
  | { readonly type: 'gone'; readonly port: number | undefined }

export interface Newcomer {
  readonly version: string
  readonly token: string
}

/** A sidecar that has just begun is given so long to say where it listens. */
const START_LIMIT = 10_000

/** One that is told to end writes down what it has. */
const END_LIMIT = 10_000

/** One that does not answer is ending within so long, or hangs. */
const LEAVE_LIMIT = 3000

const PAUSE = 50

/** Another process has the data folder, and does not answer. */
export class FolderTaken extends Error {
  constructor(pid: number) {
    super(
      `Process ${pid} has this project's data folder and does not answer. End it, or choose another folder with --data.`,
    )
  }
}

/** Joins the sidecar that has the folder; an older one has to make room for the newcomer. */
export async function meetOwner(
  folder: string,
  owner: Owner,
  { version, token }: Newcomer,
): Promise<Meeting> {
  const url = owner.url ?? (await waitForUrl(folder, owner))
  if (url === undefined) return { type: 'gone', port: undefined }
  const presence = await readPresence(url)
  if (presence === undefined) {
    // One that ends has stopped listening, and has the folder until everything is written down.
    await waitFor(() => !isSame(readOwner(folder), owner), LEAVE_LIMIT, owner)
    return { type: 'gone', port: undefined }
  }
  if (!isOlderVersion(presence.version, version))
    return { type: 'join', url, pid: owner.pid, version: presence.version }
  await fetch(`${url}/__footlight/api/end`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  })
  await waitFor(() => !isSame(readOwner(folder), owner), END_LIMIT, owner)
  return { type: 'gone', port: Number(new URL(url).port) }
}

/** Of two that start at the same moment, one has the folder before it listens. */
async function waitForUrl(folder: string, owner: Owner): Promise<string | undefined> {
  let known: Owner | undefined = owner
  const hasSettled = (): boolean => {
    known = readOwner(folder)
    return !isSame(known, owner) || known?.url !== undefined
  }
  await waitFor(hasSettled, START_LIMIT, owner)
  return isSame(known, owner) ? known?.url : undefined
}

async function waitFor(isDone: () => boolean, limit: number, { pid }: Owner): Promise<void> {
  const end = performance.now() + limit
  while (!isDone()) {
    if (performance.now() > end) throw new FolderTaken(pid)
    await setTimeout(PAUSE)
  }
}

function isSame(one: Owner | undefined, other: Owner): boolean {
  return one?.pid === other.pid && one.startedAt === other.startedAt
}
