import { toBad, toGood } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

const OLDEST_NODE = [20, 19] as const

export function checkNode(version: string): HealthCheck {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number)
  const [least, leastMinor] = OLDEST_NODE
  const isOld = major < least || (major === least && minor < leastMinor)
  return isOld
    ? toBad(
        'node',
        `Node ${version} is too old.`,
        `Install Node ${least}.${leastMinor} or newer: nvm install ${least}`,
      )
    : toGood('node', `Node ${version}`)
}
