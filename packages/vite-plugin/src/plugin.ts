import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, UserConfig, ViteDevServer } from 'vite'
import { toInlineBoot, toModuleBoot } from './boot-script.ts'
import type { ServedFacts } from './boot-script.ts'
import { readBuildError } from './build-error.ts'
import { serveOwnPaths } from './dev-server.ts'
import { listenToPages } from './hot-channels.ts'
import { isSwitchedOn, readSidecarChoice } from './options.ts'
import type { FootlightOptions } from './options.ts'
import { toOwnBase } from './own-path.ts'
import { openProject } from './project.ts'
import type { Project } from './project.ts'
import { findServedModule, readServedSource } from './served-modules.ts'
import { onPrintUrls, toAddressLines } from './terminal.ts'

/** Vite's own module in every page, under whatever name its package is installed. */
const VITE_CLIENT = /[\\/]dist[\\/](?:vite[\\/])?client[\\/]client\.mjs(?:\?|$)/

/** What of the published package the plugin sets to work. */
export interface Installation {
  /** The command's file, which runs as the sidecar. */
  readonly program: string
  /** The folder of what browsers load. */
  readonly assets: string
}

export function createPlugin(options: FootlightOptions, { program, assets }: Installation): Plugin {
  let showsBuildErrors = false
  let facts: ServedFacts | undefined
  let served: { readonly server: ViteDevServer; readonly project: Project } | undefined

  return {
    name: 'footlight',
    apply: (_config, { command, isPreview }) =>
      command === 'serve' && isPreview !== true && isSwitchedOn(options, process.env),

    config: (config) => {
      // Errors are shown once: by our loader, unless the developer has decided about Vite's own.
      showsBuildErrors = existsSync(join(assets, 'loader.js')) && isOverlayOurs(config)
      return showsBuildErrors ? { server: { hmr: { overlay: false } } } : undefined
    },

    configureServer: (server) => {
      const { config } = server
      const { openKey, position } = options
      const guard = options.guard ?? process.env['FOOTLIGHT_GUARD']
      const user = { findModule: (address: string) => findServedModule(server, address) }
      const project = openProject(
        {
          program,
          root: config.root,
          choice: readSidecarChoice(options, process.env),
          guard,
          complain: (line) => config.logger.warn(`footlight: ${line}`),
        },
        user,
      )
      const { base } = config
      const { run, id } = project
      const guardScript = readGuardScript(assets)
      facts = { base, run, project: id, openKey, position, guard, guardScript, showsBuildErrors }
      served = { server, project }
      const stop = serveOwnPaths(server, project, facts)
      onClose(server, async () => {
        stop()
        await project.release(user)
      })
      listenToPages(server, (payload) => hear(payload, project, config.root))
      onPrintUrls(server, () => void printLines(server, project, options))
      if (server.httpServer === null) project.start()
      else server.httpServer.once('listening', project.start)
    },

    watchChange: (file, { event }) => {
      if (served === undefined) return
      const { server, project } = served
      project.edits.save(file, event, readServedSource(server, file))
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

/** A text that ends no script element; without it nothing is caught, and all else works. */
function readGuardScript(assets: string): string {
  const file = join(assets, 'guard.js')
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return text.replaceAll('</', '<\\/')
}

function isOverlayOurs({ server }: UserConfig): boolean {
  const hmr = server?.hmr
  return hmr === undefined || hmr === true || (typeof hmr === 'object' && hmr.overlay === undefined)
}

function hear(payload: object, { edits, report }: Project, root: string): void {
  const error = readBuildError(payload, root, Date.now())
  if (error !== undefined) report({ type: 'footlight.build_error', payload: error })
  if (!('type' in payload)) return
  if (payload.type === 'update') edits.applied('hot-update', undefined)
  if (payload.type === 'full-reload') {
    const file = 'triggeredBy' in payload ? payload.triggeredBy : undefined
    edits.applied('full-reload', typeof file === 'string' ? file : undefined)
  }
}

/** Before Vite 8 no hook tells, and in middleware mode there is no server whose end could be heard. */
function onClose(server: ViteDevServer, end: () => Promise<void>): void {
  const close = server.close.bind(server)
  server.close = async () => {
    await end()
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
