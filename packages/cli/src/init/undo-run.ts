import { toVisibleText } from 'protocol'
import { exitCodes } from '../exit-code.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { askConsent } from './confirmation.ts'
import type { ConsentFlags } from './confirmation.ts'
import { readInitRecord, toRecordPath, writeInitRecord } from './init-record.ts'
import { showChanges, showHandWork } from './init-run.ts'
import { makeChanges } from './made-changes.ts'
import { readExactText, removeEmptyFolder } from './project-file.ts'
import { toUndoPlan } from './undo-plan.ts'

/** Takes back what `init` wrote here. */
export async function undoInit(
  root: string,
  flags: ConsentFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { print, complain, styles } = terminal
  const path = toRecordPath(root)
  const written = readInitRecord(path)
  if (written.length === 0) {
    print('There is nothing to undo: `footlight init` has written nothing here.')
    return exitCodes.done
  }
  const { changes, byHand, left } = toUndoPlan(written, (file) => {
    const current = readExactText(root, file)
    return current.type === 'text' ? current.text : undefined
  })
  showChanges(changes, terminal)
  showHandWork(byHand, terminal)
  const consent = changes.length === 0 ? 'given' : await askConsent('Undo this?', flags, terminal)
  if (consent !== 'given') {
    const how = consent === 'unasked' && flags.dryRun !== true ? ' Say --yes to undo it.' : ''
    print(`Nothing was written.${how}`)
    return flags.dryRun === true ? exitCodes.done : exitCodes.unmet
  }
  const { made, failures } = makeChanges(root, changes)
  const isMade = (file: string): boolean =>
    made.some((change) => change.file === file) || changes.every((change) => change.file !== file)
  for (const { file, after } of made) {
    print(styles.good(`✓ ${after === undefined ? 'removed' : 'restored'} ${toVisibleText(file)}`))
    if (after !== undefined) continue
    const folders = written.find((change) => change.file === file)?.folders ?? []
    for (const folder of folders) removeEmptyFolder(root, folder)
  }
  for (const failure of failures) complain(styles.bad(`✗ ${failure}`))
  writeInitRecord(
    path,
    written.filter((change) => left.includes(change) || !isMade(change.file)),
  )
  print(styles.dim('The package itself stays installed until you remove it.'))
  return failures.length + byHand.length === 0 ? exitCodes.done : exitCodes.unmet
}
