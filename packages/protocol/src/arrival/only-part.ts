import type {
  Arrival,
  ArrivalContent,
  ArrivalPart,
  ArrivalReader,
  OpenArrival,
} from '../arrival.ts'
import type { TelemetryRecord } from '../record.ts'

/** The reader of a body that has no parts. */
export function asOnlyPart(
  read: (arrival: OpenArrival) => readonly TelemetryRecord[],
): ArrivalReader {
  return (arrival) => toOnlyPart(arrival, arrival.format, read(arrival))
}

export function toOnlyPart(
  { body }: Arrival,
  type: string,
  records: readonly TelemetryRecord[],
): ArrivalContent {
  const part: ArrivalPart = { type, header: {}, offset: 0, size: body.length, isDamaged: false }
  return { records, header: {}, parts: [part] }
}
