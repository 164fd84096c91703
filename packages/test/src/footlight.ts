import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { createClient } from 'client'
import type { Client } from 'client'
import { createSidecar } from 'sidecar'
import { toEnvironment } from './environment.ts'
import type { FootlightEnvironment } from './environment.ts'
import { createTelemetryReader } from './telemetry-reader.ts'
import type { TelemetryReader } from './telemetry-reader.ts'

/** A sidecar of a test's own, in its process, on a free port, with nothing in it. */
export interface TestFootlight extends TelemetryReader {
  readonly url: string
  readonly token: string
  /** For the app under test: `spawn(…, { env: { ...process.env, ...footlight.env } })`. */
  readonly env: FootlightEnvironment
  /** What came so far is no longer looked at: for the next test. */
  readonly begin: () => void
  /** Sends an arrival as an SDK would. */
  readonly post: (path: string, contentType: string, body: string | Uint8Array) => Promise<void>
  /** The address of the panel, to look at by hand while a test is stopped. */
  readonly panel: string
  readonly close: () => Promise<void>
}

export interface StartFootlightOptions {
  /** The project's folder, whose sources are shown; the current one unless told. */
  readonly root?: string
  /** A fixed one, where an app is told before the test runs. */
  readonly port?: number
}

/** The package that this is bundled into says its version, and where its worker is. */
export interface FootlightParts {
  readonly version: string
  readonly storeWorker: URL
  readonly assets: string
}

export async function openTestFootlight(
  { root = process.cwd(), port = 0 }: StartFootlightOptions,
  { version, storeWorker, assets }: FootlightParts,
): Promise<TestFootlight> {
  const data = mkdtempSync(join(tmpdir(), 'footlight-test-'))
  const outcome = await createSidecar({ version, root, port, data, storeWorker, assets })
  if (outcome.type !== 'started') throw new Error(`${data} is somebody else's.`)
  const { sidecar } = outcome
  const forget = (): void => rmSync(data, { recursive: true, force: true })
  // Runners end their workers without a word.
  process.once('exit', forget)
  const client = openClient(sidecar)
  let from = 0
  return {
    ...createTelemetryReader(client, () => from),
    url: sidecar.url,
    token: sidecar.token,
    env: toEnvironment(sidecar.url, sidecar.ingestKey),
    panel: `${sidecar.url}/__footlight/?token=${sidecar.token}`,
    begin: () => {
      from = Date.now()
    },
    post: async (path, contentType, body) => {
      const headers = { 'content-type': contentType }
      // A Uint8Array may lie in shared memory, which no request is made of.
      const response = await fetch(sidecar.url + path, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : Buffer.from(body),
      })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    },
    close: async () => {
      client.close()
      await sidecar.close()
      process.off('exit', forget)
      forget()
    },
  }
}

function openClient({ url, token }: { readonly url: string; readonly token: string }): Client {
  return createClient({
    url: `${url}/__footlight/`,
    token: () => token,
    reader: 'test',
    fetch,
    WebSocket,
  })
}
