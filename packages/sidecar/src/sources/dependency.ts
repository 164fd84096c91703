const packageFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'site-packages',
  'dist-packages',
  'vendor',
  'gems',
  '.cargo',
  '.m2',
])

/** What a language itself installs, and Go's module cache. */
const systemPath = /(?:^|\/)(?:python\d[\d.]*|usr\/local\/go|pkg\/mod|lib\/ruby|rustc|rustlib)\//

/**
 * Where in a path somebody else's code begins; `undefined` for the project's own. The parts from
 * there on may be found under a root; the name alone may not: `site-packages/x/main.py` is not `main.py`.
 */
export function toDependencyParts(parts: readonly string[]): readonly string[] | undefined {
  const start = parts.findLastIndex((part) => packageFolders.has(part))
  if (start !== -1) return parts.slice(start)
  return systemPath.test(parts.join('/')) ? [] : undefined
}
