import { execFile } from 'node:child_process'
import { relative, resolve } from 'node:path'
import { promisify } from 'node:util'

/** The repository as it was when the dev server started. */
export interface GitState {
  /** The folder of the repository. */
  readonly top: string
  readonly commit: string | undefined
  readonly branch: string | undefined
  /** Files that differed from the commit, as absolute paths; new ones as well. */
  readonly dirty: ReadonlySet<string>
}

const run = promisify(execFile)

/** Longer answers and slower repositories are done without. */
const LIMITS = { maxBuffer: 4 << 20, timeout: 10_000, windowsHide: true }

async function git(cwd: string, parameters: readonly string[]): Promise<string | undefined> {
  // Without the lock a commit that is made meanwhile does not fail.
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
  try {
    const { stdout } = await run('git', [...parameters], { cwd, env, ...LIMITS })
    return stdout
  } catch {
    return undefined
  }
}

/** Undefined where there is no git, no repository, or only one that does not want to know. */
export async function readGitState(root: string): Promise<GitState | undefined> {
  const [top, status, ignored] = await Promise.all([
    git(root, ['rev-parse', '--show-toplevel']),
    git(root, ['status', '--porcelain=v2', '--branch', '-z', '--no-renames']),
    git(root, ['check-ignore', '--', root]),
  ])
  if (top === undefined || status === undefined || ignored !== undefined) return undefined
  return readGitStatus(status, top.trim())
}

/** @see https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
export function readGitStatus(status: string, top: string): GitState {
  const lines = status.split('\0')
  const header = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length)
  const commit = header('oid')
  const branch = header('head')
  // `1` and eight fields, `u` and ten, `?` and none stand before the path, which may hold spaces.
  const paths = lines.flatMap(
    (line) => /^(?:1(?: \S+){7}|u(?: \S+){9}|\?) (.+)$/s.exec(line)?.[1] ?? [],
  )
  return {
    top,
    commit: commit === '(initial)' ? undefined : commit,
    branch: branch === '(detached)' ? undefined : branch,
    dirty: new Set(paths.map((path) => resolve(top, path))),
  }
}

/** Whether git was told to leave it alone: made by programs, or nobody else's business. */
export async function isGitIgnored({ top }: GitState, file: string): Promise<boolean> {
  return (await git(top, ['check-ignore', '--', file])) !== undefined
}

/** A file's content in the commit the dev server started on. */
export async function readCommitted(
  { top, commit }: GitState,
  file: string,
): Promise<string | undefined> {
  const path = relative(top, file).replaceAll('\\', '/')
  if (commit === undefined || path.startsWith('..')) return undefined
  return git(top, ['cat-file', 'blob', `${commit}:${path}`])
}
