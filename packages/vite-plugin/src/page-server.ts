import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connect, ServerOptions } from 'vite'
import { toModuleBoot } from './boot-script.ts'
import type { ServedFacts } from './boot-script.ts'
import { proxyRequest, sendProblem } from './http-proxy.ts'
import { isOwnPage } from './local-origin.ts'
import { toOwnPath } from './own-path.ts'
import type { Project } from './project.ts'
import { findSessionRefusal, readHost } from './session.ts'
import { readServerOf } from './upgrade-server.ts'
import type { UpgradeServer } from './wire-proxy.ts'
import { proxyWire } from './wire-proxy.ts'

/** Servers that answer below `__footlight/`: one listener each, whoever made them known. */
const joined = new WeakSet<UpgradeServer>()

/** What serves pages: the dev server, or the one that previews a build. */
export interface PageServer {
  readonly base: string
  /** Names that the developer gave it. */
  readonly allowedHosts: readonly string[]
  readonly middlewares: Connect.Server
  /** Where WebSockets come in, as far as that is known. */
  readonly upgradeServer: UpgradeServer | undefined
}

/** Gives a server everything below `<base>__footlight/`. Returns what takes it away again. */
export function serveOwnPaths(
  { base, allowedHosts, middlewares, upgradeServer }: PageServer,
  { link, run }: Project,
  facts: ServedFacts,
): () => void {
  const stops: (() => void)[] = []

  const joinWire = (server: UpgradeServer | undefined): void => {
    if (server === undefined || joined.has(server)) return
    joined.add(server)
    const stop = proxyWire(server, base, link)
    stops.push(() => {
      stop()
      joined.delete(server)
    })
  }

  const answer = async (
    rest: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const { origin } = request.headers
    if (isOwnPage(origin, readHost(request.headers), allowedHosts))
      await link.register(origin ?? '')
    const path = rest.replace(/\?.*$/s, '')
    if (path === 'boot.js') {
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' })
      response.end(toModuleBoot(facts))
    } else if (path === 'session') await answerSession(request, response)
    else await proxyRequest(link, run, rest, request, response)
  }

  const answerSession = async (
    { method, headers, socket }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const refusal = findSessionRefusal(
      { method, headers, peer: socket.remoteAddress },
      allowedHosts,
    )
    if (refusal !== undefined) {
      sendProblem(response, refusal.status, refusal.message)
      return
    }
    const token = (await link.facts())?.token
    if (token === undefined) {
      sendProblem(
        response,
        503,
        'The dev server has no token of the sidecar; its terminal says why.',
      )
      return
    }
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify({ token }))
  }

  joinWire(upgradeServer)
  middlewares.use((request, response, next) => {
    joinWire(readServerOf(request.socket))
    const rest = toOwnPath(request.url ?? '/', base)
    if (rest === undefined) {
      next()
      return
    }
    // Without its slash the panel would look for its files beside `__footlight`.
    if (rest === '' && request.url?.endsWith('__footlight') === true) {
      response.writeHead(302, { location: `${base}__footlight/` })
      response.end()
      return
    }
    answer(rest, request, response).catch((error: unknown) => {
      sendProblem(response, 500, error instanceof Error ? error.message : String(error))
    })
  })
  return () => {
    for (const stop of stops) stop()
  }
}

/** Names that the developer gave a server. */
export function readAllowedHosts({
  host,
  allowedHosts,
  origin,
}: Pick<ServerOptions, 'host' | 'allowedHosts' | 'origin'>): readonly string[] {
  return [
    ...(Array.isArray(allowedHosts) ? allowedHosts : []),
    ...(typeof host === 'string' ? [host] : []),
    ...(origin !== undefined && URL.canParse(origin) ? [new URL(origin).hostname] : []),
  ]
}
