import { findPackage } from './found-package.ts'
import type { FoundPackage } from './found-package.ts'
import { findComposeFile, findOtherBackends } from './other-backends.ts'
import type { OtherBackend } from './other-backends.ts'
import type { ProjectTree } from './project-tree.ts'
import { findWorkspaceFolders } from './workspace-folders.ts'

/** What a project is made of, by its own files. */
export interface FoundProject {
  /** Its own first. */
  readonly packages: readonly FoundPackage[]
  readonly backends: readonly OtherBackend[]
  readonly composeFile: string | undefined
}

export function findProjectParts(tree: ProjectTree): FoundProject {
  const folders = findWorkspaceFolders(tree)
  return {
    packages: folders.flatMap((folder) => findPackage(tree, folder) ?? []),
    backends: findOtherBackends(tree, folders),
    composeFile: findComposeFile(tree),
  }
}

/** What is told of it first: a name and what it is, in a line each. */
export function toFoundLines(
  { packages, backends, composeFile }: FoundProject,
  manager: string,
): readonly (readonly [name: string, text: string])[] {
  const hasMany = packages.length > 1
  const at = (folder: string, text: string): string =>
    hasMany && folder !== '' ? `${text} (${folder})` : text
  const inAll = (toTexts: (each: FoundPackage) => readonly string[]): readonly string[] => [
    ...new Set(
      packages.flatMap((each) => {
        const texts = toTexts(each)
        return texts.length === 0 ? [] : [at(each.folder, texts.join(', '))]
      }),
    ),
  ]
  const languages = backends.map(({ folder, language, framework }) => {
    const text = framework === undefined ? language : `${framework} (${language})`
    return folder === '' ? text : `${text} in ${folder}`
  })
  const telemetry = backends.flatMap(({ language, telemetry: names }) =>
    names.map((name) => `${name} for ${language}`),
  )
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [
      'packages',
      packages.length === 0 ? [] : [hasMany ? `${manager}, ${packages.length} packages` : manager],
    ],
    ['bundler', inAll(({ bundler }) => (bundler === undefined ? [] : [bundler]))],
    ['framework', inAll((each) => each.frameworks)],
    ['backend', [...inAll((each) => each.servers), ...languages]],
    ['telemetry', [...new Set([...inAll((each) => each.sdks), ...telemetry])]],
    ['containers', composeFile === undefined ? [] : [`Docker Compose (${composeFile})`]],
  ]
  return rows
    .filter(([, texts]) => texts.length > 0)
    .map(([name, texts]) => [name, texts.join(', ')] as const)
}
