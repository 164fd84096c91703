import { Socket } from 'node:net'
import type { PseudoTerminal } from './pseudo-terminals.ts'

/** Where systems do not say that a terminal has ended, it has when it was quiet for so long. */
const PAUSE = 200

/**
 * The package closes its end of a terminal a fifth of a second after the program has ended, whatever
 * is still to be read; as long as it takes to write to a slow terminal. Here it is closed when
 * nothing came any more.
 */
export function readToTheEnd(terminal: PseudoTerminal): void {
  const socket: unknown = Reflect.get(terminal, '_socket')
  if (!(socket instanceof Socket)) return
  const close = socket.destroy.bind(socket)
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
