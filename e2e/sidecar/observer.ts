import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** How a sidecar was since it was last asked: memory in megabytes, answers of `/health` in milliseconds. */
export interface VitalSigns {
  readonly rss: number
  readonly median: number
  readonly p90: number
  readonly greatest: number
  readonly samples: number
  /** How much longer its main thread took for its work than it would have had the machine been its own. */
  readonly slowness: number
}

export interface Observer {
  readonly take: () => Promise<VitalSigns>
  readonly close: () => void
}

export function observe(url: string, pid: number | undefined): Observer {
  const program = fileURLToPath(new URL('measure-vital-signs.ts', import.meta.url))
  const child = fork(program, [url, String(pid)], {
    execArgv: ['--import', '@oxc-node/core/register'],
  })
  return {
    take: async () => {
      child.send('take')
      const [signs] = (await once(child, 'message')) as [VitalSigns]
      return signs
    },
    close: () => child.kill(),
  }
}
