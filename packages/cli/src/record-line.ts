import type { Kind, RecordOf, TelemetryRecord } from 'protocol'
import { toTerminalText } from './terminal-text.ts'

/** How each kind is told in one line. A kind without a line does not compile. */
type Lines = { readonly [K in Kind]: (record: RecordOf<K>) => string }

const lines: Lines = {
  event: (event) => `${event.level} ${event.title}${at(event.transaction)}`,
  transaction: ({ name, duration }) => `${name} ${milliseconds(duration)}`,
  span: (span) => `${span.op} ${span.name} ${milliseconds(span.duration)}${failed(span.status)}`,
  log: ({ level, body }) => `${level} ${body}`,
  metric: ({ name, type, value, unit }) => `${name} ${type} ${value}${unit ? ` ${unit}` : ''}`,
  session: ({ status, errors }) => `${status}, ${errors} errors`,
  session_count: ({ exited, errored, crashed }) =>
    `${exited} exited, ${errored} errored, ${crashed} crashed`,
  check_in: ({ monitor, status }) => `${monitor} ${status}`,
  client_report: ({ discarded }) =>
    discarded
      .map(({ quantity, category, reason }) => `${quantity} ${category} dropped: ${reason}`)
      .join(', '),
  feedback: ({ name, message }) => `${name ?? 'somebody'}: ${message}`,
  replay: ({ segment, urls }) => `segment ${segment} ${urls.join(' ')}`,
  replay_recording: ({ segment, events }) => `segment ${segment}, ${events.length} events`,
  replay_video: ({ segment, size }) => `segment ${segment}, ${bytes(size)}`,
  profile: ({ format, samples, duration }) =>
    `${format}, ${samples.length} samples in ${milliseconds(duration)}`,
  attachment: ({ filename, attachmentType, size }) =>
    `${filename} ${attachmentType} ${bytes(size)}`,
  minidump: ({ crash, os, size }) => `${crash?.reason ?? 'no crash'} ${os ?? ''} ${bytes(size)}`,
  report: ({ title, url }) => `${title}${at(url)}`,
  unreal: ({ size }) => bytes(size),
  raw: ({ itemType, size }) => `${itemType ?? 'no type'} ${bytes(size)}`,
  edit: ({ file, change, hunks }) => `${file} ${change}, ${hunks.length} hunks`,
  run: ({ command, commit }) => `${command}${at(commit)}`,
  page_load: ({ url, navigation }) => `${navigation} ${url}`,
  build_error: ({ message, file, line }) => `${message}${at(file && `${file}:${line ?? ''}`)}`,
  output: ({ stream, line }) => `${stream} ${line}`,
  ledger: ({ host, policy, keptBytes }) => `${policy} ${host} ${bytes(keptBytes)} kept`,
  finding: ({ detector, title }) => `${detector}: ${title}`,
}

export function toRecordLine(record: TelemetryRecord): string {
  return toTerminalText(`${record.kind.padEnd(17)}${toLine(record)}`)
}

function toLine<K extends Kind>(record: RecordOf<K>): string {
  const line: (record: RecordOf<K>) => string = lines[record.kind]
  return line(record)
}

function at(place: string | undefined): string {
  return place === undefined || place === '' ? '' : ` @ ${place}`
}

function failed(status: string | undefined): string {
  return status === undefined || status === 'ok' ? '' : ` ${status}`
}

function milliseconds(duration: number): string {
  return duration >= 10 ? `${Math.round(duration)} ms` : `${Number(duration.toPrecision(2))} ms`
}

function bytes(size: number): string {
  return size < 1024 ? `${size} B` : `${(size / 1024).toFixed(1)} KB`
}
