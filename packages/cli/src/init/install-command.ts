import type { FoundPackage } from './found-package.ts'

/** The line that installs Footlight into a package of the project. */
export function toInstallCommand(
  manager: string,
  { folder, manifest }: Pick<FoundPackage, 'folder' | 'manifest'>,
  isWorkspace: boolean,
): readonly [string, ...string[]] {
  const isInner = folder !== ''
  switch (manager) {
    case 'pnpm':
      if (isInner) return ['pnpm', '--dir', folder, 'add', '--save-dev', 'footlight']
      return [
        'pnpm',
        'add',
        '--save-dev',
        ...(isWorkspace ? ['--workspace-root'] : []),
        'footlight',
      ]
    case 'yarn': {
      // Both Yarns know a workspace by its name. Only the older one has to be told that its root is meant,
      // and it says so itself.
      const where = isInner && manifest.name !== undefined ? ['workspace', manifest.name] : []
      return ['yarn', ...where, 'add', '--dev', 'footlight']
    }
    case 'bun':
      return ['bun', 'add', '--dev', ...(isInner ? ['--cwd', folder] : []), 'footlight']
    default: {
      const where = isInner ? ['--workspace', folder] : []
      return ['npm', 'install', '--save-dev', ...where, 'footlight']
    }
  }
}
