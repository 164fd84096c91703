import { createClient } from 'client'
import type { Answerer, Client, OutgoingArrival } from 'client'
import { WebSocket } from 'ws'
import type { SidecarChoice } from './options.ts'
import { startSidecar } from './sidecar-process.ts'
import type { SidecarFacts, SidecarStart } from './sidecar-process.ts'

/** The dev server's hold on its sidecar: started when first needed, started again when it is gone. */
export interface SidecarLink {
  /** Starts or joins, unless that was done. */
  readonly open: () => void
  /** Where it is, as far as that can be said now. */
  readonly known: () => SidecarFacts | undefined
  /** Where it is; waits while it starts. Undefined when there is none to be had. */
  readonly facts: () => Promise<SidecarFacts | undefined>
  /** Somebody found nobody at the address. Where it is then. */
  readonly renew: (failed: SidecarFacts) => Promise<SidecarFacts | undefined>
  readonly send: (arrival: OutgoingArrival) => Promise<void>
  /**
   * An address that the dev server is reached by, told to this and every later sidecar. Fulfilled
   * when this one knows it: it refuses pages of addresses that it does not know.
   */
  readonly register: (address: string) => Promise<void>
  readonly onAsk: (answerer: Answerer) => void
  readonly close: () => void
}

export interface LinkOptions {
  readonly program: string
  readonly root: string
  readonly choice: SidecarChoice
  /** What becomes of what is sent to production from this process. */
  readonly guard: string | undefined
  /** Told once for each reason. */
  readonly complain: (line: string) => void
}

/** Starts within `RESTART_SPAN` that are taken for bad luck; after more it is left alone. */
const RESTART_LIMIT = 4
const RESTART_SPAN = 60_000

/** Names under which one dev server is reached. */
const ADDRESS_LIMIT = 50

export function createSidecarLink(options: LinkOptions): SidecarLink {
  const addresses = new Map<string, Promise<void>>()
  const starts: number[] = []
  let starting: Promise<SidecarFacts | undefined> | undefined
  let current: { readonly facts: SidecarFacts; readonly client: Client } | undefined
  let answerer: Answerer | undefined
  let isClosed = false

  const connect = (facts: SidecarFacts): void => {
    if (current?.facts.url === facts.url && current.facts.token === facts.token) {
      current.client.retry()
      return
    }
    // What this one has not sent is sent by the next: `send` sees it refused.
    const former = current
    const client: Client = createClient({
      url: `${facts.url}/__footlight/`,
      token: () => facts.token,
      reader: 'plugin',
      fetch,
      WebSocket,
      onState: (state) => {
        if (state === 'open') for (const address of addresses.keys()) void tell(client, address)
        if (state === 'lost') void renew(facts)
      },
    })
    current = { facts, client }
    // Without the token nothing is read, and the page's own telemetry goes through the proxy.
    if (facts.token !== undefined)
      client.onAsk(async (...asked) => (await answerer?.(...asked)) ?? null)
    former?.client.close()
  }

  const start = async (): Promise<SidecarFacts | undefined> => {
    const outcome = await obtain(options)
    if (isClosed) return undefined
    if (!outcome.ok) {
      options.complain(outcome.reason)
      return undefined
    }
    connect(outcome.facts)
    return outcome.facts
  }

  const open = (): Promise<SidecarFacts | undefined> => {
    starting ??= start()
    return starting
  }

  const renew = async (failed: SidecarFacts): Promise<SidecarFacts | undefined> => {
    const before = starting
    const facts = await before
    // Somebody else was here already.
    if (isClosed || starting !== before || facts?.url !== failed.url) return starting
    if (await isAnswering(failed)) return failed
    if (isClosed || starting !== before) return starting
    const now = Date.now()
    while (starts[0] !== undefined && starts[0] < now - RESTART_SPAN) starts.shift()
    if (starts.length >= RESTART_LIMIT) return undefined
    starts.push(now)
    if (starts.length === RESTART_LIMIT) {
      options.complain('the sidecar keeps ending. Start it by hand to see why: npx footlight')
    }
    starting = start()
    return starting
  }

  const send = async (arrival: OutgoingArrival): Promise<void> => {
    await open()
    const taken = current
    const outcome = await taken?.client.send(arrival)
    // It was closed for another, which takes what it had not sent.
    if (outcome?.ok === false && current !== taken && !isClosed) await send(arrival)
  }

  return {
    open: () => void open(),
    known: () => current?.facts,
    facts: open,
    renew,
    send,
    register: (address) => {
      const known = addresses.get(address)
      if (known !== undefined || addresses.size >= ADDRESS_LIMIT) return known ?? Promise.resolve()
      const telling = open().then(() => current && tell(current.client, address))
      addresses.set(address, telling)
      return telling
    },
    onAsk: (next) => {
      answerer = next
    },
    close: () => {
      isClosed = true
      current?.client.close()
    },
  }
}

async function obtain({ choice, program, root }: LinkOptions): Promise<SidecarStart> {
  if (choice.type === 'mistake') {
    const reason = `\`sidecar\` is no address: ${choice.address}. Write it like http://127.0.0.1:8969`
    return { ok: false, reason }
  }
  if (choice.type === 'join') return { ok: true, facts: { url: choice.url, token: choice.token } }
  const outcome = await startSidecar({ ...choice.place, editor: choice.editor, program, root })
  if (outcome.ok) return outcome
  const reason = `the sidecar did not start: ${outcome.reason}. See why with: npx footlight --root ${root}`
  return { ok: false, reason }
}

async function tell(client: Client, url: string): Promise<void> {
  await client.change('POST', 'dev-servers', { url })
}

async function isAnswering({ url }: SidecarFacts): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) })
    return response.ok
  } catch {
    return false
  }
}
