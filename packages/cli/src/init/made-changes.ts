import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { toVisibleText } from 'protocol'
import type { FileChange } from './file-change.ts'
import type { WrittenChange } from './init-record.ts'
import { readExactText, removeFile, replaceFile } from './project-file.ts'

/** What became of changes: a file that cannot be written keeps no other from it. */
export interface MadeChanges {
  readonly made: readonly FileChange[]
  readonly failures: readonly string[]
}

/** Makes them, each only where the file is still what was shown. */
export function makeChanges(root: string, changes: readonly FileChange[]): MadeChanges {
  const made: FileChange[] = []
  const failures: string[] = []
  for (const change of changes) {
    const failure = makeFileChange(root, change)
    if (failure === undefined) made.push(change)
    else failures.push(`${toVisibleText(change.file)} ${toVisibleText(failure)}`)
  }
  return { made, failures }
}

function makeFileChange(root: string, { file, before, after }: FileChange): string | undefined {
  const now = readExactText(root, file)
  if ((now.type === 'text' ? now.text : undefined) !== before) {
    return 'was changed meanwhile, and is left as it is: run it again.'
  }
  try {
    if (after === undefined) removeFile(root, file)
    else replaceFile(root, file, after)
    return undefined
  } catch (error) {
    return `cannot be written: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** What is noted of a change before it is made. */
export function toWrittenChange(root: string, { file, before, after }: FileChange): WrittenChange {
  const folders: string[] = []
  for (let folder = dirname(file); !existsSync(join(root, folder)); folder = dirname(folder)) {
    folders.push(folder)
  }
  return { file, before, after: after ?? '', folders }
}
