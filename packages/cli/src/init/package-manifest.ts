/** What a package.json says, as far as it concerns what is to be set up. */
export interface PackageManifest {
  readonly name: string | undefined
  readonly isModule: boolean
  readonly dependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  /** Patterns of the folders of its packages. */
  readonly workspaces: readonly string[]
}

/** `undefined` where it is none. */
export function readPackageManifest(text: string | undefined): PackageManifest | undefined {
  let value: unknown
  try {
    value = JSON.parse((text ?? '').replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const { name, type, workspaces } = fields
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    isModule: type === 'module',
    dependencies: {
      ...readStrings(fields['peerDependencies']),
      ...readStrings(fields['dependencies']),
      ...readStrings(fields['devDependencies']),
    },
    scripts: readStrings(fields['scripts']),
    // Yarn's older form has them one step further in.
    workspaces: readList(
      Array.isArray(workspaces) ? workspaces : Reflect.get(Object(workspaces), 'packages'),
    ),
  }
}

function readStrings(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]): [string, string][] =>
      typeof text === 'string' ? [[name, text]] : [],
    ),
  )
}

function readList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each: unknown) => typeof each === 'string') : []
}
