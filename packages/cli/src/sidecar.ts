import type { TelemetryRecord } from 'protocol'
import { createSidecar } from 'sidecar'
import { workerFile } from 'store'
import { assetsFolder } from './assets-folder.ts'
import packageJson from '../package.json' with { type: 'json' }

export type { TelemetryRecord } from 'protocol'

/** What `footlight serve` takes as flags. */
export interface StartOptions {
  /** The project's folder; the current one unless told. */
  readonly root?: string
  /** `0`, the default here, takes a free one. */
  readonly port?: number
  /** Where everything is kept; with the state of the person's programs unless told. */
  readonly data?: string
  readonly maxBytes?: number
  readonly allowedHosts?: readonly string[]
  readonly allowedOrigins?: readonly string[]
  /** Folders beside the project whose files may be shown and opened in the editor. */
  readonly sourceFolders?: readonly string[]
  /** The command of the editor; LAUNCH_EDITOR or one that runs unless told. */
  readonly editor?: string
  /** Called with each record once it is kept, in the order of arrival. */
  readonly onRecord?: (record: TelemetryRecord) => void
}

/** A sidecar in this process. */
export interface RunningSidecar {
  /** `http://127.0.0.1:8969` */
  readonly url: string
  /** For reading and changing: `Authorization: Bearer …`. */
  readonly token: string
  readonly data: string
  readonly close: () => Promise<void>
}

/** Starts a sidecar: the same as `footlight serve`, as a library. */
export async function start(options: StartOptions = {}): Promise<RunningSidecar> {
  const { root = process.cwd(), port = 0, onRecord, ...rest } = options
  let close: (() => Promise<void>) | undefined
  const outcome = await createSidecar({
    ...rest,
    // A newer one takes its place.
    onEnd: () => void close?.(),
    version: packageJson.version,
    root,
    port,
    storeWorker: workerFile,
    assets: assetsFolder,
    onRecords:
      onRecord &&
      ((records) => {
        for (const record of records) onRecord(record)
      }),
  })
  if (outcome.type === 'started') {
    close = outcome.sidecar.close
    return outcome.sidecar
  }
  throw new Error(
    `Process ${outcome.pid} serves this project already, at ${outcome.url}. Name another folder with \`data\`.`,
  )
}
