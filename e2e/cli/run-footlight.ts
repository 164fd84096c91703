import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../packages/cli/dist/footlight.js', import.meta.url))

export interface Finished {
  readonly output: string
  readonly errors: string
  readonly code: number | null
}

/** The published program in a pipe, as scripts and CI run it. */
export async function runFootlight(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return finish(process.execPath, [program, ...parameters], environment)
}

/** The same in a terminal so many columns wide. */
export async function runInTerminal(
  parameters: readonly string[],
  columns: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const command = [process.execPath, program, ...parameters].map(toShellWord).join(' ')
  const script = `stty cols ${columns} rows 50; exec ${command}`
  const finished = await finish('script', ['-qec', script, '/dev/null'], {
    TERM: 'xterm-256color',
    ...environment,
  })
  return { ...finished, output: finished.output.replaceAll('\r\n', '\n') }
}

/** Through a shell, with `footlight` as a command of it. */
export async function runInShell(script: string): Promise<Finished> {
  const command = `${toShellWord(process.execPath)} ${toShellWord(program)}`
  return finish('bash', ['-c', `footlight() { ${command} "$@"; }; ${script}`], {})
}

function toShellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

async function finish(
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Finished> {
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...inherited } = process.env
  const child = spawn(command, parameters, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, ...environment },
  })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { output, errors, code }
}

/** A tail, and a way to wait for what it prints. */
export interface Tail {
  readonly output: () => string
  readonly untilPrinted: (text: string) => Promise<void>
  readonly stop: () => Promise<number | null>
  /** It ends by itself; the exit code. */
  readonly ended: () => Promise<number | null>
}

export function openTail(parameters: readonly string[]): Tail {
  const child = spawn(process.execPath, [program, 'tail', ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const waiting = new Set<() => void>()
  const hear = (text: string): void => {
    output += text
    for (const look of waiting) look()
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  const ended = async (): Promise<number | null> => {
    if (child.exitCode === null) await once(child, 'exit')
    return child.exitCode
  }
  return {
    output: () => output,
    untilPrinted: (text) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`never printed: ${text}\nbut: ${output}`)),
          60_000,
        )
        const look = (): void => {
          if (!output.includes(text)) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    stop: () => {
      child.kill('SIGINT')
      return ended()
    },
    ended,
  }
}
