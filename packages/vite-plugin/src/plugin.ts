import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger, Plugin, PreviewServer, UserConfig, ViteDevServer } from 'vite'
import { toModuleBoot } from './boot-script.ts'
import type { ServedFacts } from './boot-script.ts'
import { toBootHtml, toBootTags } from './boot-tags.ts'
import { readBuildError } from './build-error.ts'
import { listenToPages } from './hot-channels.ts'
import { injectIntoPage } from './html-injection.ts'
import { isSwitchedOn, readSidecarChoice } from './options.ts'
import type { FootlightOptions } from './options.ts'
import { readAllowedHosts, serveOwnPaths } from './page-server.ts'
import { findProxyClash } from './proxy-clash.ts'
import { openProject } from './project.ts'
import type { Project, ProjectUser } from './project.ts'
import { findServedModule, readServedSource } from './served-modules.ts'
import { onPrintUrls, printAddress } from './terminal.ts'
import { findUpgradeServer, toUpgradeServer } from './upgrade-server.ts'

/** Vite's own module in every page, under whatever name its package is installed. */
const VITE_CLIENT = /[\\/]dist[\\/](?:vite[\\/])?client[\\/]client\.mjs(?:\?|$)/

/** What of the published package the plugin sets to work. */
export interface Installation {
  /** The command's file, which runs as the sidecar. */
  readonly program: string
  /** The folder of what browsers load. */
  readonly assets: string
}

export function createPlugin(options: FootlightOptions, installation: Installation): Plugin {
  const { program, assets } = installation
  const guard = options.guard ?? process.env['FOOTLIGHT_GUARD']
  let showsBuildErrors = false
  let facts: ServedFacts | undefined
  let served: { readonly server: ViteDevServer; readonly project: Project } | undefined

  const open = (root: string, logger: Logger, user: ProjectUser): Project =>
    openProject(
      {
        program,
        root,
        choice: readSidecarChoice(options, process.env),
        guard,
        complain: (line) => logger.warn(`footlight: ${line}`),
      },
      user,
    )

  const toFacts = ({ run, id }: Project, base: string): ServedFacts => {
    const { openKey, position } = options
    const guardScript = readGuardScript(assets)
    return { base, run, project: id, openKey, position, guard, guardScript, showsBuildErrors }
  }

  return {
    name: 'footlight',
    apply: (_config, { command, isPreview }) =>
      command === 'serve' && isSwitchedOn(options, process.env, isPreview === true),

    config: (config, { isPreview }) => {
      if (isPreview === true) return undefined
      // Errors are shown once: by our loader, unless the developer has decided about Vite's own.
      showsBuildErrors = existsSync(join(assets, 'loader.js')) && isOverlayOurs(config)
      return showsBuildErrors ? { server: { hmr: { overlay: false } } } : undefined
    },

    configureServer: (server) => {
      const { config, middlewares, httpServer } = server
      const { root, base, logger } = config
      const user = { findModule: (address: string) => findServedModule(server, address) }
      const project = open(root, logger, user)
      facts = toFacts(project, base)
      served = { server, project }
      const allowedHosts = readAllowedHosts(config.server)
      const upgradeServer = findUpgradeServer(server)
      const stop = serveOwnPaths({ base, allowedHosts, middlewares, upgradeServer }, project, facts)
      onClose(server, async () => {
        stop()
        await project.release(user)
      })
      const clash = findProxyClash(config.server.proxy, base)
      if (clash !== undefined) logger.warn(`footlight: ${toClashText(clash)}`)
      listenToPages(server, (payload) => hear(payload, project, root))
      onPrintUrls(server, (urls) => printAddress({ ...options, base, urls }, project.link, logger))
      if (httpServer === null) startForSomebody(server, project.start)
      else httpServer.once('listening', project.start)
    },

    configurePreviewServer: (server: PreviewServer) => {
      const { config, middlewares, httpServer } = server
      const { root, base, logger, preview } = config
      const user = { findModule: () => Promise.resolve(undefined) }
      const project = open(root, logger, user)
      const page = toFacts(project, base)
      const allowedHosts = readAllowedHosts(preview)
      const upgradeServer = toUpgradeServer(httpServer)
      serveOwnPaths({ base, allowedHosts, middlewares, upgradeServer }, project, page)
      const tags = toBootHtml(page)
      middlewares.use((request, response, next) => {
        injectIntoPage(request, response, tags)
        next()
      })
      httpServer.once('close', () => void project.release(user))
      onPrintUrls(server, (urls) => printAddress({ ...options, base, urls }, project.link, logger))
      httpServer.once('listening', project.start)
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
      handler: () => (facts === undefined ? [] : toBootTags(facts)),
    },
  }
}

/**
 * Commands of frameworks, builds among them, make a server to look something up, and watch nothing:
 * nobody looks at its pages unless somebody asks for one.
 */
function startForSomebody({ config, middlewares }: ViteDevServer, start: () => void): void {
  if (config.server.watch !== null) {
    start()
    return
  }
  middlewares.use((_request, _response, next) => {
    start()
    next()
  })
}

function toClashText(context: string): string {
  const fix = context.startsWith('^')
    ? 'Leave __footlight out of it'
    : "Write it as '^/(?!__footlight)'"
  return `\`server.proxy\` takes the overlay's WebSocket as well, with its entry '${context}'. ${fix}.`
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
