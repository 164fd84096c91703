import type { Failure, Parameters } from 'protocol'
import type { SourceName } from './query/source.ts'
import type { WorkerHandle } from './worker-handle.ts'
import type { LiveAnswer } from './live/live-query.ts'

/** A live query as the answering loop sees it: it says when to look again, and what is different. */
export interface Watch {
  /** Whether anything was written since the last refresh that can concern it. */
  readonly isStale: () => boolean
  /** The message to send; nothing when nothing is different. */
  readonly refresh: () => Promise<LiveAnswer>
  readonly close: () => void
}

export interface WatchedQuery {
  readonly id: number
  readonly path: string
  readonly parameters: Parameters
}

/** The live queries of a store, and what has changed since when. */
export interface Watches {
  readonly open: (reader: () => Promise<WorkerHandle>, query: WatchedQuery) => Promise<Watch>
  /** After a commit. */
  readonly change: (changed: readonly SourceName[] | 'all') => void
  /** The worker that knew the queries is gone: the next refresh tells its successor. */
  readonly forget: () => void
  readonly revision: () => number
}

export function createWatches(): Watches {
  const changedAt = new Map<SourceName, number>()
  let allChangedAt = 0
  let revision = 0
  let generation = 0
  let last = 0

  const open: Watches['open'] = async (reader, query) => {
    const watch = ++last
    let sources = await (await reader()).ask('watch', { watch, ...query })
    let known = generation
    let seen = -1

    const isStale = (): boolean =>
      seen < 0 ||
      known !== generation ||
      allChangedAt > seen ||
      (sources === 'all'
        ? revision > seen
        : sources.some((source) => (changedAt.get(source) ?? 0) > seen))

    const refresh = async (): Promise<LiveAnswer> => {
      try {
        const worker = await reader()
        if (known !== generation) {
          known = generation
          sources = await worker.ask('watch', { watch, ...query })
        }
        seen = revision
        return await worker.ask('refresh', { watch, revision })
      } catch (error) {
        return { ok: false, status: 500, failure: toFailure(error) }
      }
    }

    const close = (): void => {
      void reader().then(
        (worker) => worker.tell({ type: 'unwatch', watch }),
        () => undefined,
      )
    }

    return { isStale, refresh, close }
  }

  return {
    open,
    change: (changed) => {
      revision++
      if (changed === 'all') allChangedAt = revision
      else for (const source of changed) changedAt.set(source, revision)
    },
    forget: () => {
      generation++
    },
    revision: () => revision,
  }
}

function toFailure(error: unknown): Failure {
  const message = `The store failed: ${error instanceof Error ? error.message : String(error)}`
  return { code: 'store', message, position: undefined, fix: undefined }
}
