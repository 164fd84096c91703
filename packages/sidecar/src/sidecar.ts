import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TelemetryRecord } from 'protocol'
import { claimFolder, openStore, toLogFolder } from 'store'
import type { ArrivalFacts, Claim, DriverName, Store, StoreEvent } from 'store'
import { createAccess } from './access.ts'
import { createArrivalIds } from './arrival-id.ts'
import { createChangeApi } from './change-api.ts'
import { toDataFolder, toRootId } from './data-folder.ts'
import { createHandler } from './handler.ts'
import type { Handler, Mount } from './handler.ts'
import { createIngestHandler } from './ingest-handler.ts'
import { createIntake } from './intake.ts'
import { createNotices } from './notices.ts'
import type { Notices } from './notices.ts'
import { openOtlpPorts } from './otlp-ports.ts'
import { openFirstPort } from './port.ts'
import { createPulse } from './pulse.ts'
import { createReadRoutes } from './read-api.ts'
import { openSecrets } from './secrets.ts'
import type { Secrets } from './secrets.ts'
import { createSources } from './sources/sources.ts'
import { sourcesWorkerFile } from './sources/worker-file.ts'
import { createStaticFiles } from './static-files.ts'
import { createUploads } from './uploads.ts'
import { createWireServer } from './wire-server.ts'

export interface SidecarOptions {
  readonly version: string
  /** The project's folder: files under it may be shown, and its telemetry is kept together. */
  readonly root: string
  /** `0` takes a free one. When another program has it the next free one is taken. */
  readonly port?: number | undefined
  /** An address beyond loopback to listen on as well. */
  readonly host?: string | undefined
  readonly data?: string | undefined
  readonly maxBytes?: number | undefined
  readonly driver?: DriverName | undefined
  readonly allowedHosts?: readonly string[] | undefined
  readonly allowedOrigins?: readonly string[] | undefined
  /** Where the built panel and loader lie. */
  readonly assets?: string | undefined
  /** Paths that somebody else answers: `/mcp`. */
  readonly mounts?: Readonly<Record<string, Mount>> | undefined
  /** Also OTLP's own ports, when they are free. */
  readonly hasOtlpPorts?: boolean | undefined
  /** Folders beside the root whose files may be shown and opened. */
  readonly sourceFolders?: readonly string[] | undefined
  /** The command of the person's editor; guessed from what runs unless told. */
  readonly editor?: string | undefined
  readonly storeWorker: URL
  readonly sourcesWorker?: URL | undefined
  readonly onRecords?:
    | ((records: readonly TelemetryRecord[], facts: ArrivalFacts) => void)
    | undefined
  /** After its last reader has been gone for a while: who started it may end it. */
  readonly onIdle?: (() => void) | undefined
  /** Somebody with the token asked it to end. */
  readonly onEnd?: (() => void) | undefined
}

export interface Sidecar {
  readonly url: string
  readonly port: number
  readonly root: string
  readonly data: string
  readonly token: string
  readonly ingestKey: string
  readonly notices: Notices
  readonly close: () => Promise<void>
}

export type SidecarOutcome =
  | { readonly type: 'started'; readonly sidecar: Sidecar }
  /** One for the same root runs already. */
  | {
      readonly type: 'joined'
      readonly url: string
      readonly secrets: Secrets
      readonly pid: number
    }

export const defaultPort = 8969
const MAX_BYTES = 512 << 20

/** How long a sidecar stays for nobody. */
const IDLE = 30_000

/** Starts the one process that listens, or finds the one that already does for this root. */
export async function createSidecar(options: SidecarOptions): Promise<SidecarOutcome> {
  const root = resolve(options.root)
  const data = resolve(options.data ?? toDataFolder(root, process.env, process.platform))
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const secrets = openSecrets(data)
  const claim = claimFolder(data)
  if (!claim.ok) return join(claim, secrets)
  try {
    const sidecar = await open(options, { root, data, secrets, claim })
    return { type: 'started', sidecar }
  } catch (error) {
    claim.release()
    throw error
  }
}

interface Place {
  readonly root: string
  readonly data: string
  readonly secrets: Secrets
  readonly claim: Extract<Claim, { ok: true }>
}

async function open(options: SidecarOptions, place: Place): Promise<Sidecar> {
  const { root, data, secrets, claim } = place
  const now = Date.now
  const startedAt = now()
  const notices = createNotices(now)
  const pulse = createPulse()
  const access = createAccess({
    ...secrets,
    allowedHosts: options.allowedHosts ?? [],
    allowedOrigins: options.allowedOrigins ?? [],
    isOpen: options.host !== undefined,
    onRefusal: ({ code, count, message, fix }) => {
      // Without the token one may ask as often as one likes; that is nothing to report.
      if (count === 1 && code !== 'token') notices.add(`access-${code}`, message, fix)
    },
  })
  // The store has to know the port from its first row on; who comes before it is open waits.
  let handler: Handler | undefined
  const early: ((handler: Handler) => void)[] = []
  const withHandler = (use: (handler: Handler) => void): void => {
    if (handler === undefined) early.push(use)
    else use(handler)
  }
  const hosts = ['127.0.0.1', '::1', ...(options.host === undefined ? [] : [options.host])]
  const listeners = await openFirstPort({
    port: options.port ?? defaultPort,
    hosts,
    onRequest: (request, response) => withHandler((known) => known.onRequest(request, response)),
    onUpgrade: (request, socket, head) =>
      withHandler((known) => known.onUpgrade(request, socket, head)),
  })
  const { port } = listeners
  const url = `http://127.0.0.1:${port}`
  if (listeners.wanted !== port && listeners.wanted !== 0) {
    notices.add(
      'port-taken',
      `Port ${listeners.wanted} is another program's; this sidecar answers on ${port}.`,
      `SDKs have to be told: SENTRY_SPOTLIGHT=${url}/stream`,
    )
  }
  let store: Store
  try {
    store = openStore({
      folder: data,
      maxBytes: options.maxBytes ?? MAX_BYTES,
      hosts: ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`),
      driver: options.driver,
      worker: options.storeWorker,
      onRecords: options.onRecords,
      onEvent: (event) => {
        if (event.type === 'committed') pulse.beat()
        else tellEvent(notices, event)
      },
    })
  } catch (error) {
    await listeners.close()
    throw error
  }
  const intake = createIntake(store, data, notices)
  const nextId = createArrivalIds(now)
  const identity = {
    name: 'footlight' as const,
    version: options.version,
    pid: process.pid,
    root,
    data,
    startedAt,
  }
  const sources = createSources({
    roots: [root, ...(options.sourceFolders ?? []).map((folder) => resolve(folder))],
    editor: options.editor,
    worker: options.sourcesWorker ?? sourcesWorkerFile,
    readEvent: (id) => store.ask(`events/${encodeURIComponent(id)}`, {}),
    ask: (reader, question, parameters) => wire.ask(reader, question, parameters),
  })
  const more = { sources: sources.read }
  const reads = createReadRoutes({ store, pulse, access, notices, identity, more })
  const changes = createChangeApi({
    run: store.run,
    openEditor: sources.openEditor,
    register: access.register,
    end: () => setImmediate(() => options.onEnd?.()),
    now,
  })
  const idle = createIdleTimer(options.onIdle)
  const wire = createWireServer({
    store,
    intake,
    reads,
    changes,
    notices,
    pulse,
    sidecar: { name: identity.name, version: options.version, root },
    now,
    onCount: idle.count,
  })
  const ready = createHandler({
    access,
    ingest: createIngestHandler(intake, nextId, now),
    uploads: createUploads(intake, nextId, now),
    reads,
    changes,
    store,
    logFolder: toLogFolder(data),
    wire,
    files: createStaticFiles(options.assets),
    mounts: options.mounts ?? {},
    presence: { name: identity.name, version: options.version, root: toRootId(root) },
  })
  handler = ready
  for (const use of early.splice(0)) use(ready)
  const closeOtlp =
    options.hasOtlpPorts === true ? await openOtlpPorts(listeners, url, notices) : undefined
  claim.announce(url)
  return {
    url,
    port,
    root,
    data,
    ...secrets,
    notices,
    close: async () => {
      idle.close()
      await Promise.all([wire.close(), closeOtlp?.(), listeners.close(), sources.close()])
      intake.close()
      await store.close()
      claim.release()
    },
  }
}

/** What the store has to say to the person. */
function tellEvent(notices: Notices, event: Exclude<StoreEvent, { type: 'committed' }>): void {
  switch (event.type) {
    case 'trouble':
      notices.add(`store-${event.code}`, event.detail)
      break
    case 'restarted':
      notices.add(
        'store-restarted',
        `A worker of the store ended and was started again: ${event.detail}`,
      )
      break
    case 'broken':
      notices.add(
        'store-broken',
        `The store cannot work: ${event.detail}`,
        'What arrives is kept, but shown only after a restart.',
      )
      break
    case 'removed':
      break
  }
}

async function join(
  { owner }: Extract<Claim, { ok: false }>,
  secrets: Secrets,
): Promise<SidecarOutcome> {
  const { url, pid } = owner
  if (url !== undefined && (await isAnswering(url))) return { type: 'joined', url, secrets, pid }
  throw new FolderTaken(pid)
}

/** Another process has the data folder, and does not answer. */
export class FolderTaken extends Error {
  constructor(pid: number) {
    super(
      `Process ${pid} has this project's data folder and does not answer. End it, or choose another folder with --data.`,
    )
  }
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) })
    return response.ok
  } catch {
    return false
  }
}

/** Runs out once nobody has been connected for a while, from the start on. */
function createIdleTimer(onIdle: (() => void) | undefined): {
  readonly count: (connections: number) => void
  readonly close: () => void
} {
  let timer: NodeJS.Timeout | undefined
  const start = (): void => {
    if (onIdle !== undefined) timer = setTimeout(onIdle, IDLE)
  }
  start()
  return {
    count: (connections) => {
      clearTimeout(timer)
      if (connections === 0) start()
    },
    close: () => clearTimeout(timer),
  }
}
