import { closeSync, constants, openSync } from 'node:fs'
import { Socket } from 'node:net'
import type { PseudoTerminal } from './pseudo-terminals.ts'

/** After the program has ended, a terminal has when it was quiet for so long. */
const PAUSE = 50

/**
 * The package closes its end of a terminal a fifth of a second after the program has ended, whatever
 * is still to be read. Node stops even earlier: once the program's end is closed, the first short
 * read counts as the last, and the system may hold some kilobytes back then. So the program's end is
 * held open here too, and ours is closed when nothing came any more.
 */
export function readToTheEnd(terminal: PseudoTerminal): void {
  const socket: unknown = Reflect.get(terminal, '_socket')
  if (!(socket instanceof Socket)) return
  const release = holdOpen(Reflect.get(terminal, 'ptsName'))
  const destroy = socket.destroy.bind(socket)
  const close = (error?: Error): void => {
    release()
    destroy(error)
  }
  let isQuiet = true
  terminal.onData(() => {
    isQuiet = false
  })
  const look = (): void => {
    if (isQuiet) close()
    else closeLater()
  }
  const closeLater = (): void => {
    isQuiet = true
    setTimeout(look, PAUSE)
  }
  socket.destroy = (error) => {
    // With a reason it is the system that has closed it.
    if (error === undefined) closeLater()
    else close(error)
    return socket
  }
}

function holdOpen(name: unknown): () => void {
  if (typeof name !== 'string') return () => undefined
  try {
    let end: number | undefined = openSync(name, constants.O_RDWR | constants.O_NOCTTY)
    return () => {
      if (end !== undefined) closeSync(end)
      end = undefined
    }
  } catch {
    // It is then as good as the package is.
    return () => undefined
  }
}
