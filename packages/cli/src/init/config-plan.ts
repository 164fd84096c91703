import { join } from 'node:path'
import type { SetupPart } from './agent-plan.ts'
import { deferredPlugin, toConfigWithPlugin } from './config-edit.ts'
import { loadConfigReader } from './config-parser.ts'
import type { ConfigFile, FoundPackage } from './found-package.ts'
import { readExactText } from './project-file.ts'
import { toTextStyle } from './text-style.ts'

/** What is to be done to the config of a package that Vite serves. */
export async function toConfigPart(
  root: string,
  { folder, manifest }: FoundPackage,
  config: ConfigFile,
): Promise<SetupPart> {
  const { file, path } = config
  const isCommon = /\.c[jt]s$/.test(file) || (!manifest.isModule && !/\.m[jt]s$/.test(file))
  const current = readExactText(root, file)
  if (current.type === 'unreadable') return byHand(config, current.reason)
  const before = current.type === 'text' ? current.text : undefined
  if (before === undefined || before.trim() === '') {
    return path.length === 1 && !isCommon && before?.includes('\uFEFF') !== true
      ? change(file, before, toNewConfig(before ?? ''))
      : byHand(config, 'it is empty')
  }
  const reader = await loadConfigReader(join(root, folder))
  if (reader === undefined) {
    return before.includes('footlight/vite')
      ? there(file)
      : byHand(config, 'it is read with the parser of your Vite, which is not installed')
  }
  const isDeferred = isCommon && !reader.takesModules
  const edit = toConfigWithPlugin(before, reader.parse, path, isDeferred)
  switch (edit.type) {
    case 'there':
      return there(file)
    case 'refused':
      return byHand(config, edit.reason, isDeferred)
    case 'edited':
      return change(file, before, edit.text)
  }
}

function change(file: string, before: string | undefined, after: string): SetupPart {
  const why = 'so that every page of the dev server has it'
  return { changes: [{ file, before, after, why }], byHand: [], done: [] }
}

function there(file: string): SetupPart {
  return { changes: [], byHand: [], done: [`${file} has the plugin.`] }
}

function byHand({ file, path }: ConfigFile, reason: string, isDeferred = false): SetupPart {
  const call = isDeferred ? deferredPlugin : 'footlight()'
  const [first = '', ...rest] = path.toReversed()
  const item = rest.reduce((inner, key) => `${key}: { ${inner} }`, `${first}: [${call}]`)
  const line = /\.c[jt]s$/.test(file)
    ? "const { footlight } = require('footlight/vite')"
    : "import { footlight } from 'footlight/vite'"
  const lines = isDeferred ? [item] : [line, item]
  return { changes: [], byHand: [{ file, reason: `${reason}, so put this into`, lines }], done: [] }
}

/** A config that holds nothing but the plugin. */
function toNewConfig(before: string): string {
  const { lineEnd } = toTextStyle(before)
  return [
    "import { footlight } from 'footlight/vite'",
    "import { defineConfig } from 'vite'",
    '',
    'export default defineConfig({',
    '  plugins: [footlight()],',
    '})',
    '',
  ].join(lineEnd)
}
