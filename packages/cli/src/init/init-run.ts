import { toVisibleText } from 'protocol'
import { defaultPort } from 'sidecar'
import { exitCodes } from '../exit-code.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { chooseAgents } from './agent-plan.ts'
import { askConsent } from './confirmation.ts'
import type { Consent, ConsentFlags } from './confirmation.ts'
import type { FileChange, HandWork } from './file-change.ts'
import { toFoundLines } from './found-project.ts'
import { toInitPlan } from './init-plan.ts'
import type { InitPlan } from './init-plan.ts'
import { readInitRecord, toRecordPath, writeInitRecord } from './init-record.ts'
import type { WrittenChange } from './init-record.ts'
import { runInstall } from './install-run.ts'
import { makeChanges, toWrittenChange } from './made-changes.ts'
import { toPrintedDiff } from './printed-diff.ts'
import { toShellLine } from './shell-line.ts'

export interface InitFlags extends ConsentFlags {
  readonly agent?: readonly string[]
  readonly install?: boolean
}

/** Sets a project up, in the order in which a person would look at it. */
export async function runInit(
  root: string,
  flags: InitFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const agents = chooseAgents(root, flags.agent)
  const plan = await toInitPlan(root, agents)
  showPlan(plan, terminal)
  const consent = await askForChanges(plan.changes, flags, terminal)
  const installed = consent === 'given' ? await install(root, plan, flags, terminal) : 'left'
  // A config that names what could not be installed would start nothing any more.
  const isMeant = consent === 'given' && installed !== 'failed'
  // The package manager has written to package.json by now. What was not shown is not written.
  const planned = installed === 'done' ? (await toInitPlan(root, agents)).changes : plan.changes
  const changes = planned.filter(({ file }) => plan.changes.some((shown) => shown.file === file))
  const isWritten = isMeant && write(root, changes, terminal)
  if (installed === 'left' && plan.installs.length > 0) {
    terminal.print('Install it, before the next start:')
    for (const command of plan.installs) showCommand(command, terminal)
  }
  showHints(plan, terminal)
  const isLeft = plan.byHand.some(({ file }) => !agents.some((agent) => agent.file === file))
  return (isWritten && !isLeft) || flags.dryRun === true ? exitCodes.done : exitCodes.unmet
}

function showPlan({ found, manager, changes, byHand, done }: InitPlan, terminal: Terminal): void {
  const { print, styles } = terminal
  for (const [name, text] of toFoundLines(found, manager)) {
    print(`${styles.dim(name.padEnd(12))}${toVisibleText(text)}`)
  }
  if (found.packages.length === 0) print('There is no package.json here.')
  for (const line of done) print(styles.good(`✓ ${toVisibleText(line)}`))
  showChanges(changes, terminal)
  showHandWork(byHand, terminal)
}

export function showChanges(changes: readonly FileChange[], { print, styles }: Terminal): void {
  for (const change of changes) {
    print('')
    for (const line of toPrintedDiff(change, styles)) print(line)
  }
  if (changes.length > 0) print('')
}

export function showHandWork(byHand: readonly HandWork[], { print, styles }: Terminal): void {
  for (const { file, reason, lines } of byHand) {
    print(styles.warning(`! ${toVisibleText(reason)} ${toVisibleText(file)}:`))
    for (const line of lines) print(styles.accent(`  ${toVisibleText(line)}`))
  }
}

async function askForChanges(
  changes: readonly FileChange[],
  flags: InitFlags,
  terminal: Terminal,
): Promise<Consent> {
  if (changes.length === 0) return flags.dryRun === true ? 'unasked' : 'given'
  const what = changes.length === 1 ? 'this change' : `these ${changes.length} changes`
  const consent = await askConsent(`Make ${what}?`, flags, terminal)
  if (consent !== 'given') {
    const how = consent === 'unasked' && flags.dryRun !== true ? ' Say --yes to write it.' : ''
    terminal.print(`Nothing was written.${how}`)
  }
  return consent
}

type Installed = 'done' | 'failed' | 'left'

async function install(
  root: string,
  { installs }: InitPlan,
  { install: isWanted }: InitFlags,
  terminal: Terminal,
): Promise<Installed> {
  if (installs.length === 0) return 'left'
  if (isWanted !== true) {
    const lines = toVisibleText(installs.map(toShellLine).join(' && '))
    // --yes is about writing: nothing is fetched unless that is said too.
    const consent = await askConsent(`Install it with \`${lines}\`?`, {}, terminal)
    if (consent !== 'given') return 'left'
  }
  for (const command of installs) {
    showCommand(command, terminal)
    if (await runInstall(root, command)) continue
    terminal.complain('It could not be installed, so nothing was written.')
    return 'failed'
  }
  return 'done'
}

function showCommand(command: readonly string[], { print, styles }: Terminal): void {
  print(styles.accent(`  ${toVisibleText(toShellLine(command))}`))
}

/** Whether everything that was to be written is. */
function write(
  root: string,
  changes: readonly FileChange[],
  { print, complain, styles }: Terminal,
): boolean {
  if (changes.length === 0) return true
  const path = toRecordPath(root)
  const known = readInitRecord(path)
  // Noted before it is done: what a power cut leaves behind can be undone too.
  const notes = changes.map((change) => toWrittenChange(root, change))
  writeInitRecord(path, [...known, ...notes])
  const { made, failures } = makeChanges(root, changes)
  const isMade = ({ file }: WrittenChange): boolean => made.some((change) => change.file === file)
  if (failures.length > 0) writeInitRecord(path, [...known, ...notes.filter(isMade)])
  for (const { file } of made) print(styles.good(`✓ wrote ${toVisibleText(file)}`))
  for (const failure of failures) complain(styles.bad(`✗ ${failure}`))
  if (made.length > 0) {
    print(styles.dim('`footlight init --undo` takes it back; `git diff` shows it beside your own.'))
  }
  return failures.length === 0
}

function showHints({ starts, otherPages }: InitPlan, { print, styles }: Terminal): void {
  if (starts.length > 0) print('What Vite does not serve comes too when it is started through:')
  for (const start of starts) print(styles.accent(`  ${toVisibleText(start)}`))
  if (otherPages.length === 0) return
  print(
    `A page of ${otherPages.join(', ')} has the overlay by this, in development, first in its <head>:`,
  )
  const address = `http://localhost:${defaultPort}/__footlight/loader.js`
  print(styles.accent(`  <script src="${address}"></script>`))
}
