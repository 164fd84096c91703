import { spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { installExpress } from '../guard/express-home.ts'
import type { Contender } from './turns.ts'

interface ServerOptions {
  /** Who answers what the app is asked. */
  readonly own: string
  readonly dsn: string | undefined
  /** The sidecar of a process that has us in it. */
  readonly footlight: string | undefined
}

/** An Express app that asks another server for each of its answers. */
export async function openGuardedServer({
  own,
  dsn,
  footlight,
}: ServerOptions): Promise<Contender> {
  const home = await installExpress()
  copyFileSync('e2e/guard/app/relay.mjs', join(home, 'relay.mjs'))
  const entry = pathToFileURL('packages/cli/dist/node.js').href
  const child = spawn(
    process.execPath,
    [...(footlight === undefined ? [] : ['--import', entry]), 'relay.mjs'],
    {
      cwd: home,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        OWN: own,
        ...(dsn === undefined ? {} : { SDK: '@sentry/node', DSN: dsn }),
        ...(footlight === undefined ? {} : { FOOTLIGHT_URL: footlight, FOOTLIGHT_GUARD: 'keep' }),
      },
    },
  )
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const agent = new Agent({ keepAlive: true })
  return {
    ask: async (count) => {
      const begin = performance.now()
      for (let turn = 0; turn < count; turn++) {
        await read(url + (turn % 2 === 0 ? 'fetch' : 'http'), agent)
      }
      return performance.now() - begin
    },
    close: async () => {
      agent.destroy()
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function read(url: string, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.on('error', reject).on('end', resolve).resume()
    }).on('error', reject)
  })
}
