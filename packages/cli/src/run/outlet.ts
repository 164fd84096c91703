import { execFileSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, constants, fstatSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where a child writes one of its streams to. */
export interface Outlet {
  /** As `spawn` takes it. */
  readonly stdio: 'inherit' | 'pipe' | number
  /** What the child writes, once it was spawned; none where it is its own. */
  readonly open: (written: ChildProcess['stdout']) => Readable | undefined
}

export interface Outlets {
  readonly stdout: Outlet
  readonly stderr: Outlet
}

/** A stream that is a terminal stays the child's own; others are pipes, through which we see them. */
export function openOutlets(isSeen: boolean): Outlets {
  const toOutlet = (stream: NodeJS.WriteStream): Outlet =>
    isSeen && !stream.isTTY ? openPipe() : inherited
  const stdout = toOutlet(process.stdout)
  // What goes to one place stays in order only in one pipe.
  if (typeof stdout.stdio === 'number' && isSameFile(1, 2)) {
    return { stdout, stderr: { stdio: stdout.stdio, open: () => undefined } }
  }
  return { stdout, stderr: toOutlet(process.stderr) }
}

const inherited: Outlet = { stdio: 'inherit', open: () => undefined }

const socket: Outlet = { stdio: 'pipe', open: (written) => written ?? undefined }

/**
 * A pipe as a shell makes one. What Node makes is a socket: a script cannot open its `/dev/stderr`
 * then, and when a reader goes away it is not ended as it would be by a pipe.
 */
function openPipe(): Outlet {
  if (process.platform === 'win32') return socket
  let folder: string | undefined
  try {
    folder = mkdtempSync(join(tmpdir(), 'footlight-run-'))
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', ['-m', '600', path], { stdio: 'ignore' })
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const end = openSync(path, 'w')
    return {
      stdio: end,
      open: () => {
        // From here on only the child, and what it starts, hold that end.
        closeSync(end)
        return new Socket({ fd, readable: true, writable: false })
      },
    }
  } catch {
    return socket
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}

function isSameFile(one: number, other: number): boolean {
  try {
    const [a, b] = [fstatSync(one), fstatSync(other)]
    return a.dev === b.dev && a.ino === b.ino
  } catch {
    return false
  }
}
