import type { Settings } from '../settings.ts'
import type { AnyHeard, HeardLevel } from './heard.ts'
import { createChannels } from './channels.ts'
import { captureClient } from './client-spans.ts'
import { captureConsole } from './console-logs.ts'
import { openCreatedRequests } from './created-requests.ts'
import { createErrors } from './errors.ts'
import { captureFetch } from './fetch-spans.ts'
import { captureFrameworks } from './frameworks.ts'
import { createHandover } from './handover.ts'
import { captureProcessErrors } from './process-errors.ts'
import { captureQueries } from './query-spans.ts'
import { hasRealSdk } from './real-sdk.ts'
import { captureServer } from './server-spans.ts'
import { createSpanMaker } from './span-maker.ts'

export interface OpenCapture {
  readonly close: () => void
}

export interface CaptureOptions {
  readonly settings: Settings
  /** The file of the thread that ships. */
  readonly thread: URL
  /** Of Footlight. */
  readonly version: string
}

/**
 * Tells of a process that has no SDK: requests, queries, errors, warnings and what the console
 * prints. The moment an SDK has started, all of it ends.
 */
export function openCapture(options: CaptureOptions): OpenCapture {
  const { settings, thread, version } = options
  const { sidecar, run, service } = settings
  const undo: (() => void)[] = []
  const close = (): void => {
    for (const stop of undo.splice(0)) stop()
  }
  const isOn = (): boolean => {
    if (undo.length === 0) return false
    if (!hasRealSdk(globalThis)) return true
    close()
    return false
  }

  const order = { sidecar: sidecar.href, run, service, version }
  const handover = createHandover({ thread, order, isOn })
  const record = (heard: AnyHeard): void => handover.add(heard)
  const spanMaker = createSpanMaker(record)
  const channels = createChannels(spanMaker, isOn)
  const errors = createErrors(spanMaker, record)
  const recordLog = (level: HeardLevel, body: string, origin: string): void => {
    const span = spanMaker.context.getStore()
    const place = span && { traceId: span.traceId, spanId: span.spanId }
    const attributes = { 'sentry.origin': origin }
    record({ kind: 'log', time: Date.now(), level, body, place, attributes })
  }
  const onWarning = ({ name, message }: Error): void => {
    if (isOn()) recordLog('warn', `${name}: ${message}`, 'auto.log.warning')
  }
  process.on('warning', onWarning)
  const created = openCreatedRequests()

  undo.push(
    handover.close,
    channels.close,
    created.close,
    captureProcessErrors(channels, errors, isOn),
    captureConsole(isOn, ({ level, text, values }) => {
      // Node's own way of printing a warning, which was heard of as one.
      if (text.startsWith(`(${process.release.name}:${process.pid}) `)) return
      recordLog(level, text, 'auto.log.console')
      if (level !== 'error') return
      const how = { mechanism: 'console', isHandled: true }
      const error = values.find((value) => value instanceof Error)
      if (error === undefined) errors.capturePrinted(text, how)
      else errors.capture(error, how)
    }),
    () => process.off('warning', onWarning),
    // Node 20 follows every promise for it.
    () => spanMaker.context.disable(),
  )
  captureServer(channels, spanMaker)
  captureClient(channels, spanMaker, created.channel, sidecar.host)
  captureFetch(channels, spanMaker, sidecar.host)
  captureQueries(channels, spanMaker)
  captureFrameworks(channels, spanMaker, errors)
  return { close }
}
