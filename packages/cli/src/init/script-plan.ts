import type { SetupPart } from './agent-plan.ts'
import { DEV_SCRIPT, toWrappedScript } from './dev-script.ts'
import type { HandWork } from './file-change.ts'
import type { FoundPackage } from './found-package.ts'
import { toJsonWithString } from './json-edit.ts'
import { readExactText } from './project-file.ts'
import { toPathIn } from './project-tree.ts'

/** What is to be done to the scripts that start a server in development. */
export function toScriptPart(root: string, { folder, manifest }: FoundPackage): SetupPart {
  const file = toPathIn(folder, 'package.json')
  const current = readExactText(root, file)
  const byHand: HandWork[] = []
  const done: string[] = []
  if (current.type !== 'text') return { changes: [], byHand, done }
  let after = current.text
  for (const [name, script] of Object.entries(manifest.scripts)) {
    if (!DEV_SCRIPT.test(name)) continue
    const wrapped = toWrappedScript(script)
    if (/\bfootlight run\b/.test(script))
      done.push(`${file}: the script ${name} starts through it.`)
    if (wrapped.type === 'shown') {
      byHand.push({
        file,
        reason: `the script ${name} runs more than one command, so put this before the server in it, in`,
        lines: ['footlight run -- '],
      })
    }
    if (wrapped.type !== 'wrapped') continue
    const edit = toJsonWithString(after, ['scripts', name], wrapped.script)
    if (edit.type === 'edited') after = edit.text
  }
  const change = {
    file,
    before: current.text,
    after,
    why: 'so that the server’s telemetry comes too',
  }
  return { changes: after === current.text ? [] : [change], byHand, done }
}
