import diagnostics from 'node:diagnostics_channel'
import { syncBuiltinESMExports } from 'node:module'
import { http, https } from '../builtin-http.ts'
import { callThrough } from '../guard/call-through.ts'

export interface CreatedRequests {
  /** Where requests are told of while headers can still be added to them. */
  readonly channel: string
  readonly close: () => void
}

/**
 * Node tells of requests that were just created since 22.12. Before, it tells of them once their headers
 * are written: there everything that makes one is called through here, and told of on a channel
 * that is not Node's, whose listeners would hear of it twice.
 */
export function openCreatedRequests(version: string = process.versions.node): CreatedRequests {
  const channel = 'http.client.request.created'
  if (isPublished(version)) return { channel, close: () => undefined }
  const own = `footlight.${channel}`
  return { channel: own, close: publishCreated(own) }
}

function isPublished(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major === 22 ? minor >= 12 : major === 23 ? minor >= 2 : major > 23
}

interface RequestMaker {
  request: typeof http.request
  get: typeof http.get
}

function publishCreated(name: string): () => void {
  const channel = diagnostics.channel(name)
  const makers: readonly RequestMaker[] = [http, https]
  const undo = makers.map((maker) => {
    const { request, get } = maker
    const told = new Proxy(request, {
      apply: (target, self, parameters: unknown[]) => {
        const created = callThrough(target, self, parameters)
        channel.publish({ request: created })
        return created
      },
    })
    // Node's own asks a `request` that nobody can stand before, and has sent the headers when it returns.
    const ended = new Proxy(get, {
      apply: (_target, self, parameters: unknown[]) => callThrough(told, self, parameters).end(),
    })
    maker.request = told
    maker.get = ended
    return () => {
      if (maker.request === told) maker.request = request
      if (maker.get === ended) maker.get = get
    }
  })
  // `import { get } from 'node:http'` reads what was exported when this is called.
  syncBuiltinESMExports()
  return () => {
    for (const restore of undo) restore()
    syncBuiltinESMExports()
  }
}
