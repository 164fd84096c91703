import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isOlderVersion } from 'sidecar'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

export interface KnownVersions {
  /** Of the command that asks. */
  readonly command: string
  /** Of the sidecar that runs, and its process. */
  readonly running: { readonly version: string; readonly pid: number } | undefined
  /** Of the copies that the project would load: the nearest first. */
  readonly installed: readonly InstalledCopy[]
}

export interface InstalledCopy {
  readonly version: string
  readonly folder: string
}

/** Folders of workspaces, in which a second copy hides. */
const WORKSPACES = ['packages', 'apps']

const WORKSPACE_LIMIT = 200

/** Whether plugin, command and sidecar are one Footlight. */
export function checkVersions({
  command,
  running,
  installed,
}: KnownVersions): readonly HealthCheck[] {
  const checks: HealthCheck[] = []
  const [nearest] = installed
  const other = installed.find(({ version }) => version !== nearest?.version)
  if (nearest !== undefined && other !== undefined) {
    checks.push(
      toWarning(
        'versions',
        `The project has two versions of Footlight: ${nearest.version} in ${nearest.folder} and ${other.version} in ${other.folder}.`,
        `Make them one: npm install --save-dev footlight@${toNewer(nearest.version, other.version)} in both folders`,
      ),
    )
  }
  if (nearest !== undefined && nearest.version !== command) {
    checks.push(
      toWarning(
        'versions',
        `This command is Footlight ${command}, and the project has ${nearest.version}.`,
        'Use the one of the project: npx footlight doctor',
      ),
    )
  }
  if (running !== undefined && running.version !== command) {
    checks.push(
      toWarning(
        'versions',
        `The sidecar that runs is Footlight ${running.version}, this command is ${command}.`,
        isOlderVersion(running.version, command)
          ? 'Start the newer one, which takes over: footlight'
          : `npm install --save-dev footlight@${running.version}`,
      ),
    )
  }
  return checks.length > 0 ? checks : [toGood('versions', `Footlight ${command}`)]
}

/** The copies of Footlight that the packages of a project load. */
export function listInstalled(root: string): readonly InstalledCopy[] {
  const folders = [root, ...listAbove(root), ...listWorkspaces(root)]
  return folders.flatMap((folder): InstalledCopy[] => {
    const version = readPackageVersion(folder, 'footlight')
    return version === undefined ? [] : [{ version, folder }]
  })
}

/** Of a package as it is installed in a folder, not as its manifest asks for it. */
export function readPackageVersion(folder: string, name: string): string | undefined {
  try {
    const text = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('version' in value)) return undefined
    return typeof value.version === 'string' ? value.version : undefined
  } catch {
    return undefined
  }
}

function listAbove(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [] : [above, ...listAbove(above)]
}

function listWorkspaces(root: string): readonly string[] {
  return WORKSPACES.map((name) => join(root, name))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .slice(0, WORKSPACE_LIMIT)
}

function toNewer(one: string, other: string): string {
  return isOlderVersion(one, other) ? other : one
}
