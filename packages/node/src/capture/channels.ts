import diagnostics from 'node:diagnostics_channel'
import type { OpenSpan, SpanMaker } from './span-maker.ts'

/** What a library tells of an operation: its own object, the same from start to end. */
export type Told = Readonly<Record<string, unknown>>

/** Ears on the channels that Node and libraries publish on. */
export interface Channels {
  readonly on: (name: string, hear: (told: Told) => void) => void
  /** A span for every operation of a tracing channel, and for what is done inside it. */
  readonly trace: (name: string, start: (told: Told) => OpenSpan) => void
  readonly close: () => void
}

/**
 * `isOn` is asked before anything is heard. An error of ours would end the app: Node throws what a
 * subscriber throws as an uncaught one.
 */
export function createChannels(spanMaker: SpanMaker, isOn: () => boolean): Channels {
  const undo: (() => void)[] = []

  const on: Channels['on'] = (name, hear) => {
    const listener = (told: unknown): void => {
      try {
        if (isTold(told) && isOn()) hear(told)
      } catch {
        // What a library published was not what it publishes otherwise.
      }
    }
    diagnostics.subscribe(name, listener)
    undo.push(() => diagnostics.unsubscribe(name, listener))
  }

  return {
    on,
    trace: (name, start) => {
      const spans = new WeakMap<Told, OpenSpan>()
      const channel = diagnostics.channel(`tracing:${name}:start`)
      // A child may have a Node from before 18.19.
      if (!('bindStore' in channel)) return
      channel.bindStore(spanMaker.context, (told) => {
        const outer = spanMaker.context.getStore()
        try {
          if (!isTold(told) || !isOn()) return outer
          const span = start(told)
          spans.set(told, span)
          return span
        } catch {
          return outer
        }
      })
      undo.push(() => channel.unbindStore(spanMaker.context))
      const end = (told: Told): void => {
        const span = spans.get(told)
        if (span !== undefined) spanMaker.end(span, 'error' in told)
      }
      on(`tracing:${name}:asyncEnd`, end)
      // What fails before it becomes asynchronous, or never does.
      on(`tracing:${name}:end`, (told) => {
        if ('error' in told || 'result' in told) end(told)
      })
    },
    close: () => {
      for (const stop of undo.splice(0)) stop()
    },
  }
}

function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null
}
