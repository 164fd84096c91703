import type { ArrivalReader } from '../arrival.ts'
import { toArrivalItem } from '../arrival/arrival-item.ts'
import { asOnlyPart } from '../arrival/only-part.ts'
import type { TelemetryRecord } from '../record.ts'
import { logSignal, metricSignal, readSignal, traceSignal } from './signal.ts'
import type { OtlpSignal } from './signal.ts'

/** A request of an OTLP/HTTP exporter, or a file of a collector. */
function toReader<E>(signal: OtlpSignal<E, TelemetryRecord>): ArrivalReader {
  return asOnlyPart((arrival) =>
    readSignal(signal, arrival.body, arrival.contentType, toArrivalItem(arrival, {})),
  )
}

export const readOtlpTraces: ArrivalReader = toReader(traceSignal)

export const readOtlpLogs: ArrivalReader = toReader(logSignal)

export const readOtlpMetrics: ArrivalReader = toReader(metricSignal)
