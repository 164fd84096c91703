import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { agentSetups, toMergedFile, toSnippet } from '../setup/agent-setups.ts'
import type { AgentSetup } from '../setup/agent-setups.ts'
import type { FileChange, HandWork } from './file-change.ts'
import { readExactText } from './project-file.ts'

/** What is to be done, what is left to the person, and what is done already. */
export interface SetupPart {
  readonly changes: readonly FileChange[]
  readonly byHand: readonly HandWork[]
  readonly done: readonly string[]
}

/** Those that are named, or those that are used here. */
export function chooseAgents(
  root: string,
  names: readonly string[] | undefined,
): readonly AgentSetup[] {
  if (names === undefined) {
    return agentSetups.filter(({ signs }) => signs.some((sign) => existsSync(join(root, sign))))
  }
  if (names.includes('none')) return []
  if (names.includes('all')) return agentSetups
  return names.map((name) => {
    const setup = agentSetups.find((known) => known.name === name)
    if (setup !== undefined) return setup
    const known = agentSetups.map((each) => each.name).join(', ')
    throw new CommandFailure(
      exitCodes.usage,
      `--agent ${name}: no agent is known by that name.`,
      `There are ${known}.`,
    )
  })
}

export function toAgentPart(root: string, setup: AgentSetup): SetupPart {
  const { file, title } = setup
  const show = (reason: string): SetupPart => ({
    changes: [],
    byHand: [{ file, reason: `${title}: ${reason}`, lines: toSnippet(setup).split('\n') }],
    done: [],
  })
  // The person's own file is not the project's to write.
  if (setup.isShownOnly === true) return show('put this into')
  const current = readExactText(root, file)
  if (current.type === 'unreadable') return show(`${current.reason}, so put this into`)
  const before = current.type === 'text' ? current.text : undefined
  const merged = toMergedFile(before, setup)
  switch (merged.type) {
    case 'there':
      return { changes: [], byHand: [], done: [`${title}: ${file} has it.`] }
    case 'unreadable':
      return show('it is not what we know how to write, so put this into')
    case 'edited':
      return {
        changes: [{ file, before, after: merged.text, why: `so that ${title} can ask` }],
        byHand: [],
        done: [],
      }
  }
}
