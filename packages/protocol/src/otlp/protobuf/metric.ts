import { toTemporality } from '../enumeration.ts'
import type { OtlpMetric, OtlpMetricData, OtlpMetricType, OtlpPoint } from '../model.ts'
import type { ProtobufCursor } from './cursor.ts'
import { readExponentialPoint, readHistogramPoint } from './histogram-point.ts'
import { readNumberPoint, readSummaryPoint } from './number-point.ts'

interface DataKind {
  readonly type: OtlpMetricType
  readonly readPoint: (cursor: ProtobufCursor) => OtlpPoint
}

/** By field number in Metric. */
const DATA_KINDS: Readonly<Record<number, DataKind>> = {
  5: { type: 'gauge', readPoint: readNumberPoint },
  7: { type: 'sum', readPoint: readNumberPoint },
  9: { type: 'histogram', readPoint: readHistogramPoint },
  10: { type: 'exponential_histogram', readPoint: readExponentialPoint },
  11: { type: 'summary', readPoint: readSummaryPoint },
}

/** @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto */
export function readProtobufMetric(cursor: ProtobufCursor): OtlpMetric {
  let name = ''
  let unit = ''
  let description = ''
  let data: OtlpMetricData | undefined
  while (cursor.next()) {
    const kind = DATA_KINDS[cursor.field]
    if (cursor.field === 1) name = cursor.text()
    else if (cursor.field === 2) description = cursor.text()
    else if (cursor.field === 3) unit = cursor.text()
    else if (kind === undefined) cursor.skip()
    else if (cursor.enter()) data = readData(cursor, kind)
  }
  return {
    name: name || undefined,
    unit: unit || undefined,
    description: description || undefined,
    data,
  }
}

function readData(cursor: ProtobufCursor, { type, readPoint }: DataKind): OtlpMetricData {
  const points: OtlpPoint[] = []
  let temporality = 0
  let isMonotonic = false
  while (cursor.next()) {
    if (cursor.field === 1) {
      if (cursor.enterEntry()) points.push(readPoint(cursor))
    } else if (cursor.field === 2) temporality = cursor.uint32()
    else if (cursor.field === 3) isMonotonic = cursor.bool()
    else cursor.skip()
  }
  return { type, temporality: toTemporality(temporality), isMonotonic, points }
}
