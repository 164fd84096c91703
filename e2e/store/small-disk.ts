import { spawnSync } from 'node:child_process'
import { makeFolder, removeFolder } from '../sidecar/footlight.ts'

/** A folder on a disk of its own, which can be made to fail. */
export interface SmallDisk {
  readonly folder: string
  /** `size=4m`, `ro`: as `mount` takes them. */
  readonly remount: (options: string) => void
  readonly remove: () => void
}

function mount(...parameters: readonly string[]): boolean {
  return spawnSync('mount', parameters).status === 0
}

/** `undefined` where nothing may be mounted: that takes Linux and its root. */
export function openSmallDisk(options: string): SmallDisk | undefined {
  const folder = makeFolder()
  if (process.platform !== 'linux' || !mount('-t', 'tmpfs', '-o', options, 'tmpfs', folder)) {
    removeFolder(folder)
    return undefined
  }
  return {
    folder,
    remount: (changed) => {
      if (!mount('-o', `remount,${changed}`, folder)) throw new Error(`cannot remount ${changed}`)
    },
    remove: () => {
      spawnSync('umount', ['-l', folder])
      removeFolder(folder)
    },
  }
}
