import { randomUUID } from 'node:crypto'
import { createClient } from 'client'
import { readGitState, toArrival } from 'vite-plugin'
import { WebSocket } from 'ws'
import type { SidecarAddress } from '../reach/running-sidecar.ts'
import { createOutputShipper } from './output-shipper.ts'

/** A run as the sidecar is told of it: its beginning, what it prints, its end. */
export interface ReportedRun {
  readonly id: string
  readonly start: (pid: number | undefined) => void
  readonly addOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => void
  readonly end: (exitCode: number | undefined) => Promise<void>
}

export interface ReportedRunOptions {
  readonly address: SidecarAddress
  readonly command: readonly string[]
  readonly service: string
}

/** How long a sidecar may keep the command from ending: one that is busy, and one that is away. */
const BUSY_LIMIT = 15_000
const AWAY_LIMIT = 1000

export function openReportedRun({ address, command, service }: ReportedRunOptions): ReportedRun {
  const id = randomUUID()
  const directory = process.cwd()
  const git = readGitState(directory)
  const client = createClient({
    url: `${address.url}/__footlight/`,
    token: () => address.token,
    reader: 'cli',
    fetch,
    WebSocket,
  })
  let pid: number | undefined
  let patience: NodeJS.Timeout | undefined
  const startTime = Date.now()

  const report = async (end?: { readonly time: number; readonly code: number | undefined }) => {
    const state = await git
    const payload = {
      id,
      time: end?.time ?? startTime,
      command: command.join(' '),
      directory,
      pid,
      commit: state?.commit,
      branch: state?.branch,
      isDirty: state && state.dirty.size > 0,
      endTime: end?.time,
      exitCode: end?.code,
    }
    return client.send(toArrival({ type: 'footlight.run', payload }, id))
  }

  const shipper = createOutputShipper({
    now: Date.now,
    send: (stream, lines) => {
      const payload = { stream, pid, service, lines }
      const sent = client.send(toArrival({ type: 'footlight.output', payload }, id))
      return sent.finally(() => patience?.refresh())
    },
  })

  return {
    id,
    start: (started) => {
      pid = started
      void report()
    },
    addOutput: shipper.add,
    end: async (code) => {
      const time = Date.now()
      const arrived = Promise.all([shipper.end(), report({ time, code })])
      const givenUp = new Promise((resolve) => {
        patience = setTimeout(resolve, client.state() === 'open' ? BUSY_LIMIT : AWAY_LIMIT)
      })
      await Promise.race([arrived, givenUp])
      clearTimeout(patience)
      client.close()
    },
  }
}
