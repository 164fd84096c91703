import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { SidecarPlace } from './options.ts'

/** Where a sidecar listens and what reads it. */
export interface SidecarFacts {
  readonly url: string
  readonly token: string | undefined
}

export type SidecarStart =
  | { readonly ok: true; readonly facts: SidecarFacts }
  | { readonly ok: false; readonly reason: string }

export interface SidecarOrder extends SidecarPlace {
  /** The file of the published command. */
  readonly program: string
  readonly root: string
  readonly editor: string | undefined
}

/** A wasm store that recovers a full log takes its time; what takes longer hangs. */
const START_LIMIT = 20_000

/**
 * Starts the sidecar as a process of its own, or finds the one this root has: the command does
 * either. It is detached, so that neither Control-C in the terminal nor a dev server that blocks
 * its loop touches it; it ends by itself when nobody has been connected for a while.
 */
export function startSidecar(order: SidecarOrder): Promise<SidecarStart> {
  const { program, root, port, data, editor } = order
  const flags = ['serve', '--json', '--until-idle', '--root', root]
  if (port !== undefined) flags.push('--port', String(port))
  if (data !== undefined) flags.push('--data', data)
  if (editor !== undefined) flags.push('--editor', editor)
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...flags], {
      cwd: root,
      detached: true,
      windowsHide: true,
      env: toEnvironment(process.env),
      // Whoever writes to a pipe that nobody reads any more dies of it, so there is none for errors.
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    child.unref()
    const lines = createInterface({ input: child.stdout })
    const end = (start: SidecarStart): void => {
      clearTimeout(timer)
      lines.close()
      child.stdout.destroy()
      resolve(start)
    }
    const timer = setTimeout(() => end(failed('it did not answer in time')), START_LIMIT)
    timer.unref()
    lines.once('line', (line) => end(readFirstLine(line)))
    child.once('error', (error) => end(failed(error.message)))
    child.once('exit', (code, signal) => end(failed(`it ended (${signal ?? `exit code ${code}`})`)))
  })
}

/** What `footlight serve --json` says first: where it listens, or why it does not. */
export function readFirstLine(line: string): SidecarStart {
  let fields: unknown
  try {
    fields = JSON.parse(line)
  } catch {
    return failed(`it said: ${line.slice(0, 200)}`)
  }
  if (typeof fields !== 'object' || fields === null) return failed('it said nothing of use')
  if ('failure' in fields && typeof fields.failure === 'string') return failed(fields.failure)
  if (!('url' in fields) || typeof fields.url !== 'string') return failed('it named no address')
  const token = 'token' in fields && typeof fields.token === 'string' ? fields.token : undefined
  return { ok: true, facts: { url: fields.url, token } }
}

function failed(reason: string): SidecarStart {
  return { ok: false, reason }
}

/** Debuggers, preloads and coverage were meant for Vite, not for what it starts. */
function toEnvironment({
  NODE_OPTIONS: _options,
  NODE_V8_COVERAGE: _coverage,
  ...rest
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return rest
}
