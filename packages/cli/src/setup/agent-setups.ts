import { toJsonWithEntry } from '../init/json-edit.ts'
import type { JsonEdit } from '../init/json-edit.ts'

/** How a coding agent or an editor is told of Footlight: one server, in its own file. */
export interface AgentSetup {
  /** For `footlight init --agent`. */
  readonly name: string
  readonly title: string
  /** Of the project where it begins with no `~`. */
  readonly file: string
  /** What tells that it is used here. */
  readonly signs: readonly string[]
  /** Where in the file servers stand, and what ours says. */
  readonly place: readonly string[]
  readonly server: Readonly<Record<string, unknown>>
  /** The file is TOML, or the person's own: it is shown and never written. */
  readonly isShownOnly?: boolean
}

const command = { command: 'npx', args: ['footlight', 'mcp'] }

export const agentSetups: readonly AgentSetup[] = [
  {
    name: 'claude',
    title: 'Claude Code',
    file: '.mcp.json',
    signs: ['.mcp.json', '.claude', 'CLAUDE.md'],
    place: ['mcpServers'],
    server: command,
  },
  {
    name: 'cursor',
    title: 'Cursor',
    file: '.cursor/mcp.json',
    signs: ['.cursor'],
    place: ['mcpServers'],
    server: command,
  },
  {
    name: 'vscode',
    title: 'VS Code',
    file: '.vscode/mcp.json',
    signs: ['.vscode'],
    place: ['servers'],
    server: { type: 'stdio', ...command },
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    file: '.gemini/settings.json',
    signs: ['.gemini', 'GEMINI.md'],
    place: ['mcpServers'],
    server: command,
  },
  {
    name: 'opencode',
    title: 'opencode',
    file: 'opencode.json',
    signs: ['opencode.json'],
    place: ['mcp'],
    server: { type: 'local', command: ['npx', 'footlight', 'mcp'], enabled: true },
  },
  {
    name: 'zed',
    title: 'Zed',
    file: '.zed/settings.json',
    signs: ['.zed'],
    place: ['context_servers'],
    server: { source: 'custom', ...command },
  },
  {
    name: 'windsurf',
    title: 'Windsurf',
    file: '~/.codeium/windsurf/mcp_config.json',
    signs: ['.windsurf', '.windsurfrules'],
    place: ['mcpServers'],
    server: command,
    isShownOnly: true,
  },
  {
    name: 'codex',
    title: 'Codex',
    file: '~/.codex/config.toml',
    signs: ['.codex'],
    place: ['mcp_servers'],
    server: command,
    isShownOnly: true,
  },
]

/** What is to be pasted into the file. */
export function toSnippet({ file, place, server }: AgentSetup): string {
  if (file.endsWith('.toml')) {
    const lines = Object.entries(server).map(
      ([key, value]) => `${key} = ${JSON.stringify(value).replaceAll('","', '", "')}`,
    )
    return [`[${[...place, 'footlight'].join('.')}]`, ...lines].join('\n')
  }
  const nested = place.toReversed().reduce<object>((inner, key) => ({ [key]: inner }), {
    footlight: server,
  })
  return JSON.stringify(nested, undefined, 2)
}

/** A settings file with our server in it, and everything else in it as it was. */
export function toMergedFile(text: string | undefined, setup: AgentSetup): JsonEdit {
  if (text === undefined || text.trim() === '') {
    return { type: 'edited', text: `${toSnippet(setup)}\n` }
  }
  return toJsonWithEntry(text, setup.place, 'footlight', setup.server)
}
