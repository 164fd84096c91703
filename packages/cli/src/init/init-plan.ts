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
import { toShellLine } from './shell-line.ts'

export interface InitPlan extends SetupPart {
  readonly found: FoundProject
  readonly manager: string
  /** What installs it where a file will name it and its package does not yet. */
  readonly installs: readonly (readonly [string, ...string[]])[]
  /** How what has no script of its own is started so that it comes too. */
  readonly starts: readonly string[]
  /** What makes pages that no Vite serves. */
  readonly otherPages: readonly string[]
}

export async function toInitPlan(root: string, agents: readonly AgentSetup[]): Promise<InitPlan> {
  const found = findProjectParts(openProjectTree(root))
  const manager = findManager(root)
  const { packages } = found
  const parts: SetupPart[] = []
  const scripts: SetupPart[] = []
  const installs: (readonly [string, ...string[]])[] = []
  for (const each of packages) {
    const script = toScriptPart(root, each)
    scripts.push(script)
    const own = [
      ...(each.config === undefined ? [] : [await toConfigPart(root, each, each.config)]),
      script,
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
    starts: toStarts(found, scripts),
    otherPages: [
      ...new Set(
        packages.flatMap((each) => (each.config === undefined ? (each.bundler ?? []) : [])),
      ),
    ],
  }
}

function toStarts(
  { packages, backends, composeFile }: FoundProject,
  scripts: readonly SetupPart[],
): readonly string[] {
  const commands = backends.map(({ folder, command }) => {
    const run = `npx footlight run -- ${command}`
    return folder === '' ? run : `${toShellLine(['cd', folder])} && ${run}`
  })
  if (composeFile !== undefined) commands.push('npx footlight run -- docker compose up')
  const isCovered =
    commands.length > 0 ||
    packages.some(({ config }) => config !== undefined) ||
    scripts.some(({ changes, byHand, done }) => changes.length + byHand.length + done.length > 0)
  return isCovered ? commands : ['npx footlight run -- <what starts your app>']
}
