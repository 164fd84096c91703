import { configHomes, frameworks, otherBundlers, servers } from './known-packages.ts'
import type { KnownPackage } from './known-packages.ts'
import { readPackageManifest } from './package-manifest.ts'
import type { PackageManifest } from './package-manifest.ts'
import { toPathIn } from './project-tree.ts'
import type { ProjectTree } from './project-tree.ts'

/** The file that tells Vite of its plugins. */
export interface ConfigFile {
  readonly file: string
  /** Keys down to the list of plugins. */
  readonly path: readonly string[]
  /** There is none yet, and Vite is started without one. */
  readonly isNew: boolean
}

/** One package of the project, and what is used in it. */
export interface FoundPackage {
  /** Below the project's; `''` for its own. */
  readonly folder: string
  readonly manifest: PackageManifest
  /** What makes the page. */
  readonly bundler: string | undefined
  readonly config: ConfigFile | undefined
  readonly frameworks: readonly string[]
  readonly servers: readonly string[]
  readonly sdks: readonly string[]
}

export function findPackage(tree: ProjectTree, folder: string): FoundPackage | undefined {
  const manifest = readPackageManifest(tree.read(toPathIn(folder, 'package.json')))
  if (manifest === undefined) return undefined
  const toTitle = (name: string, title: string): string => {
    const major = findMajor(tree, folder, name, manifest.dependencies[name] ?? '')
    return major === undefined ? title : `${title} ${major}`
  }
  const toTitles = (known: readonly KnownPackage[]): readonly string[] => [
    ...new Set(
      known
        .filter(([name]) => name in manifest.dependencies)
        .map(([name, title]) => toTitle(name, title)),
    ),
  ]
  const config = findConfig(tree, folder, manifest)
  const isVite = config !== undefined
  return {
    folder,
    manifest,
    bundler: isVite ? toTitle('vite', 'Vite') : toTitles(otherBundlers)[0],
    config,
    frameworks: toTitles(frameworks),
    servers: toTitles(servers),
    sdks: Object.keys(manifest.dependencies)
      .filter((name) => SDK.test(name))
      .map((name) => toTitle(name, name)),
  }
}

/** What sends telemetry by itself: neither their parts nor what belongs to a build. */
const SDK =
  /^(?:@sentry\/(?!cli|types|.*(?:plugin|core)\b|opentelemetry|profiling-node|replay|feedback|wasm|bundler)|@opentelemetry\/(?:sdk-(?:node|trace)|auto)|@vercel\/otel$|@logtape\/(?:otel|sentry)$)/

/** Scripts that start Vite, alone or through what is made of it. */
const STARTS_VITE = /(?:^|[\s;&|"'])(?:vite(?:\s+(?:dev|serve)\b|\s+-|\s*$)|vite\s*[;&|])/

function findConfig(
  tree: ProjectTree,
  folder: string,
  { dependencies, scripts, isModule }: PackageManifest,
): ConfigFile | undefined {
  for (const { package: owner, file, endings, path } of configHomes) {
    if (owner !== undefined && !(owner in dependencies)) continue
    const place = toPathIn(folder, file)
    const names = tree.list(place.slice(0, Math.max(0, place.lastIndexOf('/'))))
    const name = place.slice(place.lastIndexOf('/') + 1)
    const ending = endings.find((each) => names.includes(`${name}.${each}`))
    if (ending === undefined) continue
    const found = { file: `${place}.${ending}`, path, isNew: false }
    return owner === undefined && isOnlyTested() ? undefined : found
  }
  // A framework that owns Vite has its own file, or needs none: which one it would read is not guessed.
  const isOwned = configHomes.some(
    ({ package: owner }) => owner !== undefined && owner in dependencies,
  )
  const names = tree.list(folder)
  const isStarted = Object.values(scripts).some((script) => STARTS_VITE.test(script))
  if (isOwned || !('vite' in dependencies) || !(isStarted || names.includes('index.html'))) return
  const ending = `${isModule ? '' : 'm'}${names.includes('tsconfig.json') ? 'ts' : 'js'}`
  return { file: toPathIn(folder, `vite.config.${ending}`), path: ['plugins'], isNew: true }

  /** The file is there for Vitest, and no page is made by it. */
  function isOnlyTested(): boolean {
    return (
      'vitest' in dependencies &&
      !('vite' in dependencies) &&
      !tree.list(folder).includes('index.html') &&
      !Object.values(scripts).some((script) => STARTS_VITE.test(script)) &&
      !frameworks.some(([name]) => name.includes('/') && name in dependencies)
    )
  }
}

/** By the range, or by what is installed where that says nothing (`latest`, `catalog:`). */
function findMajor(
  tree: ProjectTree,
  folder: string,
  name: string,
  range: string,
): string | undefined {
  const [, major] = /^(?:npm:.*@|workspace:)?[\^~>=v\s]*(\d+)(?:[.\s]|$)/.exec(range) ?? []
  if (major !== undefined) return major
  const installed = tree.read(toPathIn(folder, `node_modules/${name}/package.json`)) ?? ''
  return /"version"\s*:\s*"(\d+)\./.exec(installed)?.[1]
}
