import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Loss } from 'protocol'
import { toLogFolder } from 'store'
import type { NewEntry, Store } from 'store'
import type { Notices } from './notices.ts'
import type { Body, MemoryBudget } from './read-body.ts'

/**
 * Where everything that arrives goes through, by whatever way: it is answered once it is safe, and
 * what cannot be kept is counted.
 */
export interface Intake {
  readonly budget: MemoryBudget
  /** Where large bodies are written while they come. */
  readonly folder: string
  /** Waits while the disk is behind. False: it is so far behind that this one has to be let go. */
  readonly room: () => Promise<boolean>
  /** Fulfilled once the arrival is safe, or with the reason why it is counted as lost. */
  readonly keep: (
    facts: NewEntry['facts'],
    body: Exclude<Body, { type: 'aborted' }>,
  ) => Promise<string | undefined>
  readonly lose: (reason: string, service: string | undefined) => string
  readonly close: () => void
}

/** Bytes that may wait for the disk before senders have to. */
const PENDING_LIMIT = 64 << 20

/** Bytes of bodies that are still coming. */
const MEMORY_LIMIT = 64 << 20

/** SDKs give up after one to thirty seconds, and some programs wait for them. */
const PATIENCE = 5000
const WAITING_LIMIT = 1000

const DISK_LOSS = 'the disk refused'

/** Losses are written together: a flood of them must not be a flood of writes. */
const LOSS_PAUSE = 200

export function createIntake(store: Store, dataFolder: string, notices: Notices): Intake {
  const waiting = new Set<(hasRoom: boolean) => void>()
  const losses = new Map<
    string,
    { service: string | undefined; reason: string; quantity: number }
  >()
  const folder = toLogFolder(dataFolder)
  let timer: NodeJS.Timeout | undefined

  const flushLosses = (): void => {
    clearTimeout(timer)
    timer = undefined
    for (const { service, reason, quantity } of losses.values()) {
      const loss: Loss = { service, by: 'overflow', reason, category: 'envelope', quantity }
      store.lose(loss)
    }
    losses.clear()
  }

  const lose = (reason: string, service: string | undefined): string => {
    const key = `${service ?? ''} ${reason}`
    const loss = losses.get(key) ?? { service, reason, quantity: 0 }
    loss.quantity++
    losses.set(key, loss)
    timer ??= setTimeout(flushLosses, LOSS_PAUSE)
    return reason
  }

  const letIn = (): void => {
    for (const enter of waiting) {
      if (store.state().pending > PENDING_LIMIT) return
      enter(true)
    }
  }

  const room = (): Promise<boolean> => {
    if (store.state().pending <= PENDING_LIMIT) return Promise.resolve(true)
    if (waiting.size >= WAITING_LIMIT) return Promise.resolve(false)
    return new Promise((resolve) => {
      const enter = (hasRoom: boolean): void => {
        clearTimeout(patience)
        waiting.delete(enter)
        resolve(hasRoom)
      }
      const patience = setTimeout(() => enter(false), PATIENCE)
      waiting.add(enter)
    })
  }

  const append = async (entry: NewEntry): Promise<string | undefined> => {
    try {
      await store.append(entry)
      return undefined
    } catch (error) {
      tellDisk(notices, String(error))
      return lose(DISK_LOSS, entry.facts.service)
    }
  }

  const keep: Intake['keep'] = async (facts, body) => {
    if (body.type === 'too-large') return lose('body larger than the limit', facts.service)
    if (body.type === 'disk') {
      tellDisk(notices, body.detail)
      return lose(DISK_LOSS, facts.service)
    }
    const entry =
      body.type === 'memory'
        ? { facts, body: body.pieces }
        : { facts: { ...facts, file: body.file, size: body.size }, body: new Uint8Array() }
    const loss = await append(entry)
    // Nothing names it: it would only take from a disk that is full what is needed most.
    if (loss !== undefined && body.type === 'file') rmSync(join(folder, body.file), { force: true })
    if (waiting.size > 0) letIn()
    return loss
  }

  return {
    budget: { limit: MEMORY_LIMIT, used: 0 },
    folder,
    room,
    keep,
    lose,
    close: flushLosses,
  }
}

function tellDisk(notices: Notices, detail: string): void {
  notices.add(
    'disk',
    `What arrives cannot be kept: ${detail.slice(0, 200)}`,
    'Make room on the disk, or choose another folder with `--data`.',
  )
}
