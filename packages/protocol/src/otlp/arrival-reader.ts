import type { ArrivalReader } from '../arrival.ts'
import { toArrivalItem } from '../arrival/arrival-item.ts'
import { logSignal, metricSignal, readSignal, traceSignal } from './signal.ts'

/** A request of an OTLP/HTTP exporter, or a file of a collector. */
export const readOtlpTraces: ArrivalReader = (arrival, report) =>
  readSignal(traceSignal, arrival.body, arrival.contentType, toArrivalItem(arrival, report, {}))

export const readOtlpLogs: ArrivalReader = (arrival, report) =>
  readSignal(logSignal, arrival.body, arrival.contentType, toArrivalItem(arrival, report, {}))

export const readOtlpMetrics: ArrivalReader = (arrival, report) =>
  readSignal(metricSignal, arrival.body, arrival.contentType, toArrivalItem(arrival, report, {}))
