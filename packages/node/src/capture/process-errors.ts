import { errorMonitor } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Channels } from './channels.ts'
import type { Errors } from './errors.ts'

type Listener = (reason: unknown) => void

/**
 * What nobody caught, heard of without having a say in it: a listener for `uncaughtException` would
 * keep the process alive, one for `unhandledRejection` as well.
 */
export function captureProcessErrors(
  channels: Channels,
  errors: Errors,
  isOn: () => boolean,
): () => void {
  const onUncaught = (error: unknown, origin: string): void => {
    if (!isOn()) return
    const mechanism =
      origin === 'unhandledRejection' ? 'onunhandledrejection' : 'onuncaughtexception'
    errors.capture(error, { mechanism, isHandled: false })
  }
  const onRejection: Listener = (reason) => {
    if (isOn()) errors.capture(reason, { mechanism: 'onunhandledrejection', isHandled: false })
  }
  // An app that has a listener of its own has taken Node's answer away already.
  const onListener = (event: string | symbol, listener: Listener): void => {
    if (event !== 'unhandledRejection' || listener === onRejection) return
    if (!process.listeners('unhandledRejection').includes(onRejection)) {
      process.on('unhandledRejection', onRejection)
    }
  }
  const onGone = (event: string | symbol): void => {
    if (event !== 'unhandledRejection') return
    const left: readonly unknown[] = process.listeners('unhandledRejection')
    if (left.every((listener) => listener === onRejection)) {
      process.off('unhandledRejection', onRejection)
    }
  }
  process.on('uncaughtExceptionMonitor', onUncaught)
  process.on('newListener', onListener)
  process.on('removeListener', onGone)

  // A thread's error comes here again as a copy, when the thread has told of it.
  channels.on('worker_threads', ({ worker }) => {
    if (worker instanceof Worker) worker.on(errorMonitor, (error: unknown) => errors.skip(error))
  })

  return () => {
    process.off('newListener', onListener)
    process.off('removeListener', onGone)
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtExceptionMonitor', onUncaught)
  }
}
