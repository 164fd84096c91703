import { execFile } from 'node:child_process'

/** Once something was printed: what is typed then, or how many rows and columns the window has. */
export type Step = readonly [waited: string, then: string | readonly [number, number]]

export interface Typed {
  /** Everything that was seen, with the line feeds of a file. */
  readonly seen: string
  /** As Python has it: negative for a signal. */
  readonly code: number
}

/** Python opens the terminal that a person would sit at. */
const program = `
import fcntl, json, os, pty, signal, struct, sys, termios
steps, command = json.loads(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0: os.execvp(command[0], command)
seen, at = b'', 0
# What waits for ever is ended, so that the test can say what was seen.
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
signal.alarm(60)
while True:
    try: chunk = os.read(terminal, 65536)
    except OSError: break
    if not chunk: break
    seen += chunk
    while steps:
        found = seen.find(steps[0][0].encode(), at)
        if found < 0: break
        at = found + len(steps[0][0].encode())
        then = steps.pop(0)[1]
        if isinstance(then, str): os.write(terminal, then.encode())
        else: fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', *then, 0, 0))
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stdout.write(json.dumps({ 'seen': seen.decode(), 'code': code }))
`

/** Runs a command in a terminal, and types as soon as it is asked to. */
export function typeInTerminal(
  command: readonly string[],
  steps: readonly Step[],
  directory: string,
): Promise<Typed> {
  const parameters = ['-c', program, JSON.stringify(steps), ...command]
  const options = { cwd: directory, timeout: 100_000, maxBuffer: 1e8 }
  return new Promise((resolve, reject) => {
    execFile('python3', parameters, options, (error, output) => {
      if (error === null) {
        const { seen, code } = JSON.parse(output) as Typed
        resolve({ seen: seen.replaceAll('\r\n', '\n'), code })
      } else reject(error)
    })
  })
}
