import { join } from 'node:path'
import type { SetupPart } from './agent-plan.ts'
import { toConfigWithPlugin } from './config-edit.ts'
import { loadConfigReader } from './config-parser.ts'
import type { ConfigFile, FoundPackage } from './found-package.ts'
import { readExactText } from './project-file.ts'
import { toTextStyle } from './text-style.ts'

const WHY = 'so that every page of the dev server has it'

/** What is to be done to the config of a package that Vite serves. */
export async function toConfigPart(
  root: string,
  { folder, manifest }: FoundPackage,
  config: ConfigFile,
): Promise<SetupPart> {
  const { file, path } = config
  const current = readExactText(root, file)
  if (current.type === 'unreadable') return byHand(config, current.reason)
  const before = current.type === 'text' ? current.text : undefined
  if (before === undefined || before.trim() === '') {
    const after = toNewConfig(before ?? '', file)
    return path.length === 1 && after !== undefined
      ? { changes: [{ file, before, after, why: WHY }], byHand: [], done: [] }
      : byHand(config, 'it is empty')
  }
  const reader = await loadConfigReader(join(root, folder))
  if (reader === undefined) {
    if (before.includes('footlight/vite')) return { changes: [], byHand: [], done: [toDone(file)] }
    return byHand(config, 'it is read with the parser of your Vite, which is not installed')
  }
  const isCommon = /\.c[jt]s$/.test(file) || (!manifest.isModule && !/\.m[jt]s$/.test(file))
  const edit = toConfigWithPlugin(before, reader.parse, path, isCommon && !reader.takesModules)
  switch (edit.type) {
    case 'there':
      return { changes: [], byHand: [], done: [toDone(file)] }
    case 'refused':
      return byHand(config, edit.reason)
    case 'edited':
      return { changes: [{ file, before, after: edit.text, why: WHY }], byHand: [], done: [] }
  }
}

function toDone(file: string): string {
  return `${file} has the plugin.`
}

function byHand({ file, path }: ConfigFile, reason: string): SetupPart {
  const [first = '', ...rest] = path.toReversed()
  const item = rest.reduce((inner, key) => `${key}: { ${inner} }`, `${first}: [footlight()]`)
  const lines = /\.c[jt]s$/.test(file)
    ? ["const { footlight } = require('footlight/vite')", item]
    : ["import { footlight } from 'footlight/vite'", item]
  return { changes: [], byHand: [{ file, reason: `${reason}, so put this into`, lines }], done: [] }
}

/** A config that holds nothing but the plugin. */
function toNewConfig(before: string, file: string): string | undefined {
  if (/\.c[jt]s$/.test(file) || before.includes('\uFEFF')) return undefined
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
