import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser.ts'
import { readNetLog } from './net-log.ts'
import { recorderSource } from './recorder.ts'

/** Whatever programs connect to and pages ask for is written down. */
export interface Enclosure {
  /** For Node processes, which hand it on to those that they start. */
  readonly environment: Readonly<Record<string, string>>
  readonly browser: Browser
  /** Ends the browser. Where anybody wanted to go, without repetition. */
  readonly close: () => Promise<Departures>
}

export interface Departures {
  /** Who was listened to. */
  readonly programs: readonly string[]
  /** How often pages asked for something. */
  readonly pages: number
  /** Everything else, with who it was. */
  readonly beyond: readonly string[]
}

interface Connection {
  readonly how: 'start' | 'tcp' | 'udp' | 'pipe' | 'name'
  readonly where: string
  readonly who: string
}

export async function openEnclosure(): Promise<Enclosure> {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-enclosure-'))
  const connections = join(folder, 'connections')
  const netLog = join(folder, 'net-log.json')
  const recorder = join(folder, 'recorder.mjs')
  writeFileSync(connections, '')
  writeFileSync(recorder, recorderSource)
  const browser = await openBrowser([`--log-net-log=${netLog}`])
  return {
    environment: {
      NODE_OPTIONS: `--import=${pathToFileURL(recorder).href}`,
      FOOTLIGHT_CONNECTIONS: connections,
    },
    browser,
    close: async () => {
      await browser.close()
      const lines = readFileSync(connections, 'utf8').trim().split('\n').filter(Boolean)
      const asked = lines.map((line) => JSON.parse(line) as Connection)
      const seen = readNetLog(readFileSync(netLog, 'utf8'))
      rmSync(folder, { recursive: true })
      const beyond = [
        ...asked
          .filter(({ how, where }) => how !== 'start' && how !== 'pipe' && !isLoopback(where))
          .map(({ who, how, where }) => `${who}: ${how} ${where}`),
        ...seen.filter((where) => !isLoopback(where)).map((where) => `a page: ${where}`),
      ]
      return {
        programs: [...new Set(asked.map(({ who }) => who))],
        pages: seen.length,
        beyond: [...new Set(beyond)],
      }
    },
  }
}

function isLoopback(host: string): boolean {
  return (
    host === '::1' ||
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    host === 'localhost' ||
    host.endsWith('.localhost')
  )
}
