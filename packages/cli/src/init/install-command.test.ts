import { expect, test } from 'vitest'
import { toInstallCommand } from './install-command.ts'
import { readPackageManifest } from './package-manifest.ts'

test.each([
  ['npm', '', false, 'npm install --save-dev footlight'],
  ['npm', 'apps/web', true, 'npm install --save-dev --workspace apps/web footlight'],
  ['pnpm', '', false, 'pnpm add --save-dev footlight'],
  ['pnpm', '', true, 'pnpm add --save-dev --workspace-root footlight'],
  ['pnpm', 'apps/web', true, 'pnpm --dir apps/web add --save-dev footlight'],
  ['yarn', '', false, 'yarn add --dev footlight'],
  ['yarn', 'apps/web', true, 'yarn workspace @shop/web add --dev footlight'],
  ['bun', '', false, 'bun add --dev footlight'],
  ['bun', 'apps/web', true, 'bun add --dev --cwd apps/web footlight'],
])('%s installs into %j', (manager, folder, isWorkspace, line) => {
  const manifest = readPackageManifest('{ "name": "@shop/web" }')
  const command = manifest && toInstallCommand(manager, { folder, manifest }, isWorkspace)
  expect(command?.join(' ')).toBe(line)
})
