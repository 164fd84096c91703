import { resolve } from 'node:path'
import { createSidecar, defaultPort } from 'sidecar'
import type { Sidecar } from 'sidecar'
import { workerFile } from 'store'
import packageJson from '../package.json' with { type: 'json' }
import { assetsFolder } from './assets-folder.ts'
import { readByteSize } from './byte-size.ts'
import { createMcpMountPoint } from './mcp-mount.ts'
import { toTerminalText } from './terminal-text.ts'
import type { Terminal } from './terminal/terminal.ts'

/** As the command line gives them. */
export interface ServeFlags {
  readonly port?: string
  readonly host?: string
  readonly bridge?: readonly string[]
  readonly root?: string
  readonly data?: string
  readonly maxSize?: string
  readonly allowHost?: readonly string[]
  readonly allowOrigin?: readonly string[]
  readonly sourceFolder?: readonly string[]
  readonly editor?: string
  readonly json?: boolean
  readonly untilIdle?: boolean
}

/** Runs the sidecar until a signal ends it. Answers with the exit code. */
export async function serve(flags: ServeFlags, terminal: Terminal): Promise<number> {
  const port = flags.port === undefined ? defaultPort : Number(flags.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    terminal.complain(`--port ${flags.port}: a port is a number from 0 to 65535.`)
    return 2
  }
  const maxBytes = flags.maxSize === undefined ? undefined : readByteSize(flags.maxSize)
  if (flags.maxSize !== undefined && maxBytes === undefined) {
    terminal.complain(`--max-size ${flags.maxSize}: a size is written 512mb or 2gb.`)
    return 2
  }
  let end: (() => void) | undefined
  const ended = new Promise<void>((fulfil) => {
    end = fulfil
  })
  const mcp = createMcpMountPoint()
  const outcome = await createSidecar({
    version: packageJson.version,
    root: resolve(flags.root ?? '.'),
    port,
    host: flags.host,
    bridges: flags.bridge,
    data: flags.data,
    maxBytes,
    allowedHosts: flags.allowHost,
    allowedOrigins: flags.allowOrigin,
    sourceFolders: flags.sourceFolder,
    editor: flags.editor,
    hasOtlpPorts: port === defaultPort,
    storeWorker: workerFile,
    assets: assetsFolder,
    mounts: { '/mcp': mcp.mount },
    onEnd: () => end?.(),
    onIdle: flags.untilIdle === true ? () => end?.() : undefined,
  })
  if (outcome.type === 'joined') {
    printJoined(outcome, flags, terminal)
    return 0
  }
  const { sidecar } = outcome
  mcp.open(sidecar)
  printStarted(sidecar, flags, terminal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end?.())
  await ended
  mcp.close()
  await sidecar.close()
  return 0
}

function printStarted(sidecar: Sidecar, { json, host }: ServeFlags, terminal: Terminal): void {
  const { url, port, token, root, data, notices, ingestKey, bridges } = sidecar
  if (json === true) {
    const facts = { name: 'footlight', url, token, pid: process.pid, root, data }
    terminal.print(JSON.stringify(facts))
  } else {
    terminal.print(`Footlight listens on ${url}`)
    terminal.print(`  panel   ${url}/__footlight/?token=${token}`)
    terminal.print(
      `  SDKs    SENTRY_SPOTLIGHT=${url}/stream   or DSN http://${ingestKey}@127.0.0.1:${port}/1`,
    )
    if (bridges.length > 0)
      terminal.print(
        `  Docker  SENTRY_SPOTLIGHT=http://host.docker.internal:${port}/k/${ingestKey}/stream`,
      )
    terminal.print(`  OTLP    OTEL_EXPORTER_OTLP_ENDPOINT=${url}`)
    terminal.print(`  kept in ${data}`)
  }
  if (host !== undefined) {
    terminal.complain(
      `Listening on ${host} as well: whoever reaches it may send with the key ${ingestKey}, and read with the token.`,
    )
  }
  const tell = ({ text, fix }: { readonly text: string; readonly fix: string | undefined }): void =>
    terminal.complain(toTerminalText(fix === undefined ? text : `${text} ${fix}`))
  for (const notice of notices.list()) tell(notice)
  notices.listen(tell)
}

interface Joined {
  readonly url: string
  readonly data: string
  readonly secrets: { readonly token: string }
  readonly pid: number
  readonly version: string
}

function printJoined(
  { url, data, secrets, pid, version }: Joined,
  { json, root = '.' }: ServeFlags,
  terminal: Terminal,
): void {
  const { token } = secrets
  if (json === true) {
    const facts = { name: 'footlight', url, token, pid, root: resolve(root), data, joined: true }
    terminal.print(JSON.stringify(facts))
  } else {
    terminal.print(`Footlight already listens for this project on ${url} (process ${pid}).`)
    terminal.print(`  panel   ${url}/__footlight/?token=${token}`)
  }
  if (version !== packageJson.version) {
    terminal.complain(
      `It is version ${toTerminalText(version)}, and this is ${packageJson.version}: run \`npm install --save-dev footlight@latest\`.`,
    )
  }
}
