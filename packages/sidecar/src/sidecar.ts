import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Parameters, TelemetryRecord } from 'protocol'
import { claimFolder, openStore, toLogFolder } from 'store'
import type { ArrivalFacts, Claim, DriverName, Store, StoreEvent } from 'store'
import { createAccess } from './access.ts'
import { createAttention } from './attention.ts'
import { createArrivalIds } from './arrival-id.ts'
import { createChangeApi } from './change-api.ts'
import { toDataFolder, toRootId } from './data-folder.ts'
import { defaultPort } from './default-port.ts'
import { toFolderFailure } from './folder-failure.ts'
import { createHandler } from './handler.ts'
import type { Handler, Mount } from './handler.ts'
import { createIdleTimer } from './idle-timer.ts'
import { createIngestHandler } from './ingest-handler.ts'
import { createIntake } from './intake.ts'
import { meetOwner } from './meet-owner.ts'
import { createNotices } from './notices.ts'
import type { Notices } from './notices.ts'
import { toListeningHosts } from './listening-hosts.ts'
import { openOtlpPorts } from './otlp-ports.ts'
import { openFirstPort } from './port.ts'
import { readPresence } from './presence.ts'
import { createPulse } from './pulse.ts'
import { createReadRoutes } from './read-api.ts'
import { openSecrets } from './secrets.ts'
import type { Secrets } from './secrets.ts'
import { createSources } from './sources/sources.ts'
import { sourcesWorkerFile } from './sources/worker-file.ts'
import { readSql } from './sql-route.ts'
import { createStaticFiles } from './static-files.ts'
import { createUploads } from './uploads.ts'
import { createTracedOrigins } from './traced-origins.ts'
import { createWireServer } from './wire-server.ts'

export interface SidecarOptions {
  readonly version: string
  /** The project's folder: files under it may be shown, and its telemetry is kept together. */
  readonly root: string
  /** `0` takes a free one. When another program has it the next free one is taken. */
  readonly port?: number | undefined
  /** An address beyond loopback to listen on as well. */
  readonly host?: string | undefined
  /** Where containers may send: the bridges of this machine unless told. */
  readonly bridges?: readonly string[] | undefined
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
  /** Addresses at which containers may send. */
  readonly bridges: readonly string[]
  readonly notices: Notices
  readonly close: () => Promise<void>
}

export type SidecarOutcome =
  | { readonly type: 'started'; readonly sidecar: Sidecar }
  /** One for the same root runs already. */
  | {
      readonly type: 'joined'
      readonly url: string
      readonly data: string
      readonly secrets: Secrets
      readonly pid: number
      readonly version: string
    }

const MAX_BYTES = 512 << 20

/** Starts the one process that listens, or finds the one that already does for this root. */
export async function createSidecar(options: SidecarOptions): Promise<SidecarOutcome> {
  const root = resolve(options.root)
  const data = resolve(options.data ?? toDataFolder(root, process.env, process.platform))
  try {
    return await startOrJoin(options, root, data)
  } catch (error) {
    throw toFolderFailure(error, data)
  }
}

async function startOrJoin(
  options: SidecarOptions,
  root: string,
  data: string,
): Promise<SidecarOutcome> {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const secrets = openSecrets(data)
  let left: number | undefined
  for (;;) {
    const claim = claimFolder(data)
    if (claim.ok) return start(options, { root, data, secrets, claim, left })
    const { version } = options
    const meeting = await meetOwner(data, claim.owner, { version, token: secrets.token })
    if (meeting.type === 'join') return { ...meeting, type: 'joined', secrets, data }
    left = meeting.port
  }
}

async function start(options: SidecarOptions, place: Place): Promise<SidecarOutcome> {
  try {
    return { type: 'started', sidecar: await open(options, place) }
  } catch (error) {
    place.claim.release()
    throw error
  }
}

interface Place {
  readonly root: string
  readonly data: string
  readonly secrets: Secrets
  readonly claim: Extract<Claim, { ok: true }>
  /** The port of an older sidecar that made room: its readers come back there. */
  readonly left: number | undefined
}

async function open(options: SidecarOptions, place: Place): Promise<Sidecar> {
  const { root, data, secrets, claim, left } = place
  const now = Date.now
  const startedAt = now()
  const notices = createNotices(now)
  const pulse = createPulse()
  const hosts = toListeningHosts(options)
  const access = createAccess({
    ...secrets,
    bridges: hosts.bridges,
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
  const listeners = await openFirstPort({
    port:
      (options.port === undefined || options.port === 0 ? left : undefined) ??
      options.port ??
      defaultPort,
    hosts: hosts.all,
    onRequest: (request, response) => withHandler((known) => known.onRequest(request, response)),
    onUpgrade: (request, socket, head) =>
      withHandler((known) => known.onUpgrade(request, socket, head)),
  })
  const { port } = listeners
  const url = `http://127.0.0.1:${port}`
  if (listeners.wanted !== port && listeners.wanted !== 0) {
    const who = await describeOwner(listeners.wanted)
    notices.add(
      'port-taken',
      `Port ${listeners.wanted} is ${who}; this sidecar answers on ${port}.`,
      `SDKs have to be told: SENTRY_SPOTLIGHT=${url}/stream`,
    )
  }
  for (const host of [options.host, ...(options.bridges ?? [])]) {
    if (host !== undefined && listeners.absent.includes(host))
      notices.add('host-absent', `This machine has no address ${host}: nothing listens there.`)
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
  const attention = createAttention(now, pulse.beat)
  const more = {
    sources: sources.read,
    sql: (parameters: Parameters) => readSql(store, parameters),
  }
  const reads = createReadRoutes({ store, pulse, access, notices, attention, identity, more })
  const changes = createChangeApi({
    run: store.run,
    openEditor: sources.openEditor,
    register: access.register,
    attention,
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
    attention,
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
    tracedOrigins: createTracedOrigins(),
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
    bridges: hosts.bridges.filter((host) => !listeners.absent.includes(host)),
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
        'What arrives is kept; it is shown once the store works again, at the latest after a restart.',
      )
      break
    case 'removed':
      break
  }
}

async function describeOwner(port: number): Promise<string> {
  const presence = await readPresence(`http://127.0.0.1:${port}`)
  return presence === undefined ? "another program's" : "another project's Footlight"
}
