import type { Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { findProject } from '../reach/project-folder.ts'
import type { ProjectFlags } from '../reach/project-folder.ts'

export function addMcpCommand(program: Command): void {
  program
    .command('mcp')
    .description(
      'let a coding agent ask what the app just did (MCP over standard input and output)',
    )
    .option('--root <folder>', 'the project (default: this folder)')
    .option('--data <folder>', 'where everything is kept')
    .action(async (flags: ProjectFlags) => {
      const { createLastingLink } = await import('../reach/lasting-link.ts')
      const { serveStdio } = await import('mcp')
      const link = createLastingLink(findProject(flags))
      // It starts while the agent reads the list of tools; why it cannot is told with the first call.
      void link.open().catch(() => undefined)
      await serveStdio({ client: link, version: packageJson.version, now: Date.now })
      link.close()
    })
}
