import { basename } from 'node:path'
import type { Command } from 'commander'
import { createAsker } from 'client'
import { toQuotaText, toVisibleText } from 'protocol'
import { openSecrets } from 'sidecar'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { fetchAnswer } from '../reach/fetch-answer.ts'
import { findProject } from '../reach/project-folder.ts'
import type { ProjectFlags } from '../reach/project-folder.ts'
import { runProgram } from '../reach/run-command.ts'
import { findRunningSidecar } from '../reach/running-sidecar.ts'
import type { SidecarAddress } from '../reach/running-sidecar.ts'
import { startSidecarProcess } from '../reach/sidecar-process.ts'
import { endAs } from '../run/child.ts'
import type { ChildEnd } from '../run/child.ts'
import { toChildEnvironment } from '../run/child-environment.ts'
import type { ChildEnvironment } from '../run/child-environment.ts'
import { readComposeCommand } from '../run/compose/compose-command.ts'
import { toComposedCommand } from '../run/compose/composed-run.ts'
import { readDotEnv } from '../run/dot-env.ts'
import { findDevScript, findPackageName } from '../run/package-manager.ts'
import { findPreload } from '../run/preload-address.ts'
import { runChild } from '../run/run-child.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface RunFlags extends ProjectFlags {
  readonly service?: string
  readonly guard?: string
}

export function addRunCommand(program: Command, terminal: Terminal): void {
  program
    .command('run')
    .argument('[command...]', 'what to run, after `--` (default: the dev script of the package)')
    .description('run an app in any language so that its errors, traces, logs and output come here')
    .option('--service <name>', 'what the app is called here (default: the name of its package)')
    .option('--guard <policy>', 'what Sentry SDKs send to production: keep, mirror or off')
    .option('--root <folder>', 'the project (default: the nearest one that has something kept)')
    .option('--data <folder>', 'where everything is kept')
    .passThroughOptions()
    .action(async (words: readonly string[], flags: RunFlags) => {
      let end: ChildEnd | undefined
      await runProgram(terminal, async () => {
        end = await run(readCommand(words), flags, terminal)
        if (end.type === 'failure') terminal.complain(toVisibleText(end.reason))
        return exitCodes.done
      })
      if (end !== undefined) endAs(end)
    })
}

async function run(
  command: readonly [string, ...string[]],
  flags: RunFlags,
  terminal: Terminal,
): Promise<ChildEnd> {
  const inherited = process.env
  const guard = flags.guard ?? inherited['FOOTLIGHT_GUARD']
  if (guard !== undefined && !GUARD.test(guard)) {
    throw usage(`--guard ${guard}: there are keep, mirror and off.`, 'Exceptions: keep,4507=mirror')
  }
  if (inherited['FOOTLIGHT'] === 'off') {
    return runChild({ command, environment: inherited, onOutput: undefined, onStart: undefined })
  }
  // Started within another run: that one reads the output, and this one names the service.
  const isInner = inherited['FOOTLIGHT_RUN'] !== undefined
  const service = flags.service ?? findServiceName(isInner)
  const address = await obtainSidecar(flags)
  const { openReportedRun } = await import('../run/reported-run.ts')
  const reported = openReportedRun({ address, command, service })
  const composed = compose(command, flags, { url: address.url, run: reported.id, guard })
  const environment = toChildEnvironment({
    inherited,
    dotEnv: readDotEnv(process.cwd()),
    ...address,
    run: reported.id,
    service,
    guard,
    preload: findPreload(),
  })
  tell(terminal, address, service, guard, composed === undefined ? environment : undefined)
  await tellKept(terminal, address)
  const end = await runChild({
    command: composed ?? command,
    // What Compose itself is told would go into its files, with addresses that no container reaches.
    environment: composed === undefined ? environment.variables : inherited,
    onOutput: isInner ? undefined : reported.addOutput,
    onStart: reported.start,
  })
  await reported.end(end.type === 'signal' ? undefined : end.code)
  return end
}

/** The call of Docker Compose that tells its services of us, where the command is one. */
function compose(
  command: readonly [string, ...string[]],
  flags: ProjectFlags,
  facts: { readonly url: string; readonly run: string; readonly guard: string | undefined },
): readonly [string, ...string[]] | undefined {
  const read = process.platform === 'win32' ? undefined : readComposeCommand(command)
  if (read === undefined) return undefined
  const { ingestKey } = openSecrets(findProject(flags).data)
  return toComposedCommand(read, { ...facts, ingestKey }, process.cwd(), process.env)
}

/** The command does not wait longer for what is only good to know. */
const QUOTA_PATIENCE = 300

const GUARD = /^(?:(?:[^,=]+=)?(?:keep|mirror|off)(?:,(?!$)|$))+$/i

function readCommand(words: readonly string[]): readonly [string, ...string[]] {
  const [program, ...parameters] = words
  if (program !== undefined) return [program, ...parameters]
  if (process.env['npm_lifecycle_event'] === 'dev') {
    throw usage(
      'The script `dev` runs itself: `footlight run` without a command runs the script `dev`.',
      'Name what it is to run: footlight run -- <command>',
    )
  }
  const script = findDevScript(process.cwd())
  if (!script.ok) throw usage(script.reason, 'Name what to run: footlight run -- <command>')
  return script.command
}

function usage(message: string, fix: string): CommandFailure {
  return new CommandFailure(exitCodes.usage, message, fix)
}

function findServiceName(isInner: boolean): string {
  const named = isInner ? undefined : process.env['FOOTLIGHT_SERVICE']
  return named ?? findPackageName(process.cwd()) ?? basename(process.cwd())
}

/** It listens before the child starts: SDKs give up on what is not there at first. */
async function obtainSidecar(flags: ProjectFlags): Promise<SidecarAddress> {
  const { FOOTLIGHT_URL: url, FOOTLIGHT_TOKEN: token } = process.env
  if (url !== undefined && token !== undefined) return { url: url.replace(/\/+$/, ''), token }
  const project = findProject(flags)
  try {
    return (await findRunningSidecar(project.data)) ?? (await startSidecarProcess(project))
  } catch (error) {
    throw new CommandFailure(
      exitCodes.unreachable,
      error instanceof Error ? error.message : String(error),
      'See why with `npx footlight`, or run without it: FOOTLIGHT=off in the environment.',
    )
  }
}

function tell(
  { complain, styles }: Terminal,
  { url }: SidecarAddress,
  service: string,
  guard: string | undefined,
  environment: ChildEnvironment | undefined,
): void {
  const policy = guard === undefined ? 'keep' : guard
  complain(
    styles.dim(`footlight: ${toVisibleText(service)} → ${url} (guard: ${toVisibleText(policy)})`),
  )
  if (environment === undefined) {
    complain(styles.dim('footlight: each service of Compose is told where it is'))
    return
  }
  const { changed, left } = environment
  // One prefixed name stands for all of them.
  const names = changed.filter((name) => !/.SENTRY_SPOTLIGHT$/.test(name))
  const stays = left.length === 0 ? '' : `; yours stay: ${left.join(', ')}`
  complain(styles.dim(`footlight: set ${names.join(', ')}${stays}`))
}

/** One line of what the ledger has of today, once there is something in it. */
async function tellKept(
  { complain, styles }: Terminal,
  { url, token }: SidecarAddress,
): Promise<void> {
  const asker = createAsker({
    url: `${url}/__footlight/`,
    token: () => token,
    fetch: fetchAnswer,
  })
  const quota = await asker.ask('quota', {}, AbortSignal.timeout(QUOTA_PATIENCE))
  const kept = quota.ok ? toQuotaText(quota.value.today) : ''
  if (kept === '') return
  complain(styles.dim(`footlight: kept from production today: ${toVisibleText(kept)}`))
}
