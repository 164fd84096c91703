import { findManager } from '../run/package-manager.ts'
import { toAgentPart } from './agent-plan.ts'
import type { SetupPart } from './agent-plan.ts'
import type { AgentSetup } from '../setup/agent-setups.ts'
import { toConfigPart } from './config-plan.ts'
import { findProjectParts } from './found-project.ts'
import type { FoundProject } from './found-project.ts'
import { toInstallCommand } from './install-command.ts'
import { openProjectTree } from './project-tree.ts'
import { toScriptPart } from './script-plan.ts'

export interface InitPlan extends SetupPart {
  readonly found: FoundProject
  readonly manager: string
  /** What installs it where a file will name it and its package does not yet. */
  readonly installs: readonly (readonly [string, ...string[]])[]
  /** What else the person may want to start differently. */
  readonly hints: readonly string[]
}

export async function toInitPlan(root: string, agents: readonly AgentSetup[]): Promise<InitPlan> {
  const found = findProjectParts(openProjectTree(root))
  const manager = findManager(root)
  const { packages } = found
  const parts: SetupPart[] = []
  const installs: (readonly [string, ...string[]])[] = []
  for (const each of packages) {
    const own = [
      ...(each.config === undefined ? [] : [await toConfigPart(root, each, each.config)]),
      toScriptPart(root, each),
    ]
    parts.push(...own)
    const isUsed = own.some(
      ({ changes, byHand, done }) => changes.length + byHand.length + done.length > 0,
    )
    // pnpm gives a package nothing that it does not name itself.
    const naming =
      manager === 'pnpm' ? [each] : [each, ...packages.filter(({ folder }) => folder === '')]
    if (isUsed && !naming.some(({ manifest }) => 'footlight' in manifest.dependencies)) {
      installs.push(toInstallCommand(manager, each, packages.length > 1))
    }
  }
  parts.push(...agents.map((setup) => toAgentPart(root, setup)))
  return {
    found,
    manager,
    installs,
    changes: parts.flatMap(({ changes }) => changes),
    byHand: parts.flatMap(({ byHand }) => byHand),
    done: parts.flatMap(({ done }) => done),
    hints: toHints(found),
  }
}

function toHints({ packages, backends, composeFile }: FoundProject): readonly string[] {
  const starts = backends.map(({ folder, command }) =>
    folder === '' ? command : `cd ${folder} && npx footlight run -- ${command}`,
  )
  const commands = starts.map((start) =>
    start.startsWith('cd ') ? start : `npx footlight run -- ${start}`,
  )
  if (composeFile !== undefined) commands.push('npx footlight run -- docker compose up')
  const isAlone = packages.every(({ config }) => config === undefined) && commands.length === 0
  if (isAlone) commands.push('npx footlight run -- <what starts your app>')
  return commands
}
