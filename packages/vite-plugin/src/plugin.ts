import type { Plugin, ViteDevServer } from 'vite'
import { toInlineBoot, toModuleBoot } from './boot-script.ts'
import type { ServedFacts } from './boot-script.ts'
import { serveOwnPaths } from './dev-server.ts'
import { isSwitchedOn, readSidecarChoice } from './options.ts'
import type { FootlightOptions } from './options.ts'
import { toOwnBase } from './own-path.ts'
import { openProject } from './project.ts'
import type { Project } from './project.ts'
import { onPrintUrls, toAddressLines } from './terminal.ts'

/** Vite's own module in every page, under whatever name its package is installed. */
const VITE_CLIENT = /[\\/]dist[\\/](?:vite[\\/])?client[\\/]client\.mjs(?:\?|$)/

/**
 * The plugin. `program` is the published command's file, which it starts as the sidecar.
 */
export function createPlugin(options: FootlightOptions, program: string): Plugin {
  let facts: ServedFacts | undefined

  const open = (server: ViteDevServer): Project => {
    const { config } = server
    return openProject({
      program,
      root: config.root,
      choice: readSidecarChoice(options, process.env),
      complain: (line) => config.logger.warn(`footlight: ${line}`),
    })
  }

  return {
    name: 'footlight',
    apply: (_config, { command, isPreview }) =>
      command === 'serve' && isPreview !== true && isSwitchedOn(options, process.env),

    configureServer: (server) => {
      const { config } = server
      const project = open(server)
      const { openKey, position } = options
      facts = {
        base: config.base,
        run: project.run,
        project: project.id,
        openKey,
        position,
        showsBuildErrors: false,
      }
      const stop = serveOwnPaths(server, project, facts)
      onClose(server, () => {
        stop()
        project.release()
      })
      onPrintUrls(server, () => void printLines(server, project, options))
      if (server.httpServer === null) project.link.open()
      else server.httpServer.once('listening', () => project.link.open())
    },

    transform: (code, id, transformOptions) => {
      const isClient = VITE_CLIENT.test(id) && code.includes('createHotContext')
      if (facts === undefined || transformOptions?.ssr === true || !isClient) return undefined
      return { code: `${toModuleBoot(facts)}${code}`, map: null }
    },

    transformIndexHtml: {
      // Before the others Vite would take our addresses for modules of the app.
      order: 'post',
      handler: () => {
        if (facts === undefined) return []
        const src = `${toOwnBase(facts.base)}boot.js`
        return [
          { tag: 'script', children: toInlineBoot(facts), injectTo: 'head-prepend' },
          // Where a policy forbids the inline script.
          { tag: 'script', attrs: { type: 'module', src }, injectTo: 'head-prepend' },
        ]
      },
    },
  }
}

/** Before Vite 8 no hook tells, and in middleware mode there is no server whose end could be heard. */
function onClose(server: ViteDevServer, end: () => void): void {
  const close = server.close.bind(server)
  server.close = async () => {
    end()
    await close()
  }
}

async function printLines(
  server: ViteDevServer,
  { link }: Project,
  { openKey }: FootlightOptions,
): Promise<void> {
  const urls = server.resolvedUrls
  if (urls === null) return
  for (const url of [...urls.local, ...urls.network]) link.register(new URL(url).origin)
  const isReachable = urls.network.length > 0
  const token = isReachable ? (await link.facts())?.token : undefined
  const lines = toAddressLines({ base: server.config.base, urls, openKey, token })
  for (const line of lines) server.config.logger.info(line)
}
