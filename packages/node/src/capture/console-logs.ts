import { Console } from 'node:console'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Writable } from 'node:stream'
import { format } from 'node:util'
import type { HeardLevel } from './heard.ts'
import { callThrough } from '../guard/call-through.ts'

const methods = ['debug', 'log', 'info', 'warn', 'error'] as const
type ConsoleMethod = (typeof methods)[number]

const levels: Readonly<Record<ConsoleMethod, HeardLevel>> = {
  debug: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
}

export interface Printed {
  readonly level: HeardLevel
  readonly text: string
  readonly values: readonly unknown[]
}

const TEXT_LIMIT = 32 * 1024

/** Hears what the console prints; the answer ends it. Nothing of what is printed is touched. */
export function captureConsole(isOn: () => boolean, hear: (printed: Printed) => void): () => void {
  let isBusy = false
  const listen = (method: ConsoleMethod, values: readonly unknown[]): void => {
    // What an object prints while it is being shown.
    if (isBusy || !isOn()) return
    isBusy = true
    try {
      // As it is printed, so that the line that `footlight run` reads is known by it.
      const text = format(...values).slice(0, TEXT_LIMIT)
      hear({ level: levels[method], text, values })
    } catch {
      // An object that cannot be shown.
    } finally {
      isBusy = false
    }
  }
  return hasChannels() ? subscribeAll(listen) : replaceAll(listen)
}

type Listen = (method: ConsoleMethod, values: readonly unknown[]) => void

/** Node 20 and 22 have no channels for it. A console that prints nowhere tells. */
function hasChannels(): boolean {
  let isHeard = false
  const listener = (): void => {
    isHeard = true
  }
  subscribe('console.log', listener)
  new Console(new Writable({ write: (_chunk, _encoding, done) => done() })).log()
  unsubscribe('console.log', listener)
  return isHeard
}

function subscribeAll(listen: Listen): () => void {
  const undo = methods.map((method) => {
    const listener = (values: unknown): void => {
      if (Array.isArray(values)) listen(method, values)
    }
    subscribe(`console.${method}`, listener)
    return () => unsubscribe(`console.${method}`, listener)
  })
  return () => {
    for (const stop of undo) stop()
  }
}

/** The rest of the console prints through these. */
function replaceAll(listen: Listen): () => void {
  const undo = methods.map((method) => {
    const original = console[method]
    const heard = new Proxy(original, {
      apply: (target, self, values: unknown[]) => {
        callThrough(target, self, values)
        listen(method, values)
      },
    })
    console[method] = heard
    return () => {
      if (console[method] === heard) console[method] = original
    }
  })
  return () => {
    for (const stop of undo) stop()
  }
}
