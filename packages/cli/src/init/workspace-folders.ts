import { readPackageManifest } from './package-manifest.ts'
import { toPathIn } from './project-tree.ts'
import type { ProjectTree } from './project-tree.ts'

/** More packages than that are not looked at. */
const MOST_FOLDERS = 200

/** Nor folders further down: a link may lead back up. */
const MOST_DEPTH = 6

/** The folders of a project's packages, its own first, by npm's and Yarn's field and pnpm's file. */
export function findWorkspaceFolders(tree: ProjectTree): readonly string[] {
  const manifest = readPackageManifest(tree.read('package.json'))
  const patterns = [
    ...(manifest?.workspaces ?? []),
    ...toPnpmPatterns(tree.read('pnpm-workspace.yaml') ?? ''),
  ]
  const isLeftOut = toMatcher(patterns.filter((each) => each.startsWith('!')))
  const folders = new Set([''])
  for (const pattern of patterns.filter((each) => !each.startsWith('!'))) {
    for (const folder of expand(tree, toSteps(pattern))) {
      if (folders.size >= MOST_FOLDERS) break
      const isPackage = tree.list(folder).includes('package.json')
      if (isPackage && !isLeftOut(folder)) folders.add(folder)
    }
  }
  return [...folders]
}

/** The list `packages:` of YAML, in either of its forms. */
function toPnpmPatterns(yaml: string): readonly string[] {
  const [, flow, block = ''] =
    /^packages:[ \t]*(?:\[([^\]]*)\]|(?:#.*)?\r?\n((?:[ \t]*(?:-.*|#.*)?\r?(?:\n|$))*))/m.exec(
      yaml,
    ) ?? []
  const items =
    flow === undefined
      ? [...block.matchAll(/^[ \t]*-[ \t]*(.+?)[ \t]*(?:#.*)?\r?$/gm)].map(([, item = '']) => item)
      : flow.split(',').map((item) => item.trim())
  return items.map((item) => item.replace(/^(["'])(.*)\1$/, '$2')).filter((item) => item !== '')
}

function toSteps(pattern: string): readonly string[] {
  const steps = pattern.split('/').filter((step) => step !== '' && step !== '.')
  // Nothing outside of the project is set up from within.
  return steps.includes('..') ? [] : steps
}

function* expand(tree: ProjectTree, steps: readonly string[], folder = ''): Generator<string> {
  const [step, ...rest] = steps
  if (step === undefined) {
    if (folder !== '') yield folder
    return
  }
  if (folder.split('/').length > MOST_DEPTH) return
  if (!step.includes('*')) {
    yield* expand(tree, rest, toPathIn(folder, step))
    return
  }
  if (step === '**') yield* expand(tree, rest, folder)
  const isMatch = toMatcher([step])
  for (const name of tree.list(folder)) {
    if (name === 'node_modules' || name.startsWith('.') || !isMatch(name)) continue
    yield* expand(tree, step === '**' ? steps : rest, toPathIn(folder, name))
  }
}

function toMatcher(patterns: readonly string[]): (text: string) => boolean {
  const expressions = patterns.map((pattern) => {
    const parts = pattern.replace(/^!?(?:\.\/)?/, '').split(/(\*\*\/?|\*)/)
    const source = parts.map((part) => {
      if (part.startsWith('**')) return '.*'
      return part === '*' ? '[^/]*' : part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
    })
    return new RegExp(`^${source.join('')}$`)
  })
  return (text) => expressions.some((expression) => expression.test(text))
}
