import { readAttributes } from './attributes.ts'
import { readId, readSpanId, toDerivedId } from './id.ts'
import type { Item } from './item.ts'
import {
  isObject,
  readBoolean,
  readCount,
  readJsonObject,
  readNumber,
  readStrings,
  readText,
  toText,
} from './json.ts'
import { readLevel, readLogLevel } from './level.ts'
import { readOutputLine } from './output-line.ts'
import { readPayload } from './payload.ts'
import type { Payload } from './payload.ts'
import type { Scope } from './record/base.ts'
import type {
  BuildErrorRecord,
  EditRecord,
  FindingRecord,
  Hunk,
  LedgerRecord,
  OutputRecord,
  PageEntry,
  PageLoadRecord,
  RunRecord,
  Vital,
} from './record/own.ts'
import { toScope } from './scope.ts'

/**
 * Our own facts: `footlight.<kind>` items whose payload has the fields of the record of that kind.
 * They come from our plugin, preload and loader, but through a port anyone may post to, so they
 * are read as strictly as everybody's.
 */

export function readEditItem(item: Item): readonly EditRecord[] {
  return readOwn(item, (payload, base) => {
    const file = readText(payload['file'])
    if (file === undefined) return 'file'
    return {
      kind: 'edit',
      ...base,
      file,
      change: oneOf(['create', 'update', 'delete'], payload['change']) ?? 'update',
      hunks: readObjects(payload['hunks']).map(readHunk),
      effect: oneOf(['hot-update', 'full-reload', 'none'], payload['effect']),
    }
  })
}

function readHunk(hunk: Payload): Hunk {
  return {
    oldStart: readCount(hunk['oldStart']) ?? 0,
    newStart: readCount(hunk['newStart']) ?? 0,
    lines: readStrings(hunk['lines']),
  }
}

export function readRunItem(item: Item): readonly RunRecord[] {
  return readOwn(item, (payload, base) => {
    const id = readText(payload['id'])
    if (id === undefined) return 'id'
    return {
      kind: 'run',
      ...base,
      id,
      command: readText(payload['command']) ?? '',
      directory: readText(payload['directory']) ?? '',
      pid: readCount(payload['pid']),
      commit: readText(payload['commit']),
      branch: readText(payload['branch']),
      isDirty: readBoolean(payload['isDirty']),
      endTime: readNumber(payload['endTime']),
      exitCode: readNumber(payload['exitCode']),
    }
  })
}

export function readPageLoadItem(item: Item): readonly PageLoadRecord[] {
  return readOwn(item, (payload, base) => {
    const id = readText(payload['id'])
    const url = readText(payload['url'])
    if (id === undefined || url === undefined) return 'id or url'
    const navigations = ['load', 'reload', 'back-forward', 'soft', 'prerender'] as const
    return {
      kind: 'page_load',
      ...base,
      id,
      tabId: readText(payload['tabId']) ?? '',
      url,
      navigation: oneOf(navigations, payload['navigation']) ?? 'load',
      traceId: readId(payload['traceId']),
      duration: readNumber(payload['duration']),
      vitals: readObjects(payload['vitals']).flatMap(readVital),
      entries: readObjects(payload['entries']).map((entry) => readPageEntry(entry, base.time)),
    }
  })
}

function readVital(vital: Payload): readonly Vital[] {
  const name = oneOf(['lcp', 'inp', 'cls', 'fcp', 'ttfb'], vital['name'])
  const value = readNumber(vital['value'])
  if (name === undefined || value === undefined) return []
  return [{ name, value, target: readText(vital['target']) }]
}

function readPageEntry(entry: Payload, loadTime: number): PageEntry {
  return {
    type: readText(entry['type']) ?? 'other',
    name: readText(entry['name']) ?? '',
    time: readNumber(entry['time']) ?? loadTime,
    duration: readNumber(entry['duration']) ?? 0,
    attributes: readAttributes(entry['attributes']),
  }
}

export function readBuildErrorItem(item: Item): readonly BuildErrorRecord[] {
  return readOwn(item, (payload, base) => ({
    kind: 'build_error',
    ...base,
    message: readText(payload['message']) ?? 'Build error',
    file: readText(payload['file']),
    line: readCount(payload['line']),
    column: readCount(payload['column']),
    codeFrame: readText(payload['codeFrame']),
    plugin: readText(payload['plugin']),
    stack: readText(payload['stack']),
    origin: readText(payload['origin']) ?? 'dev server',
  }))
}

/** One line, or `lines` of one stream with the time of each: what prints fast is sent in batches. */
export function readOutputItem(item: Item): readonly OutputRecord[] {
  return readAllOwn(item, (payload, base) => {
    const stream = oneOf(['stdout', 'stderr'], payload['stream']) ?? 'stdout'
    const pid = readCount(payload['pid'])
    const toRecord = (time: unknown, text: unknown): OutputRecord => {
      const line = typeof text === 'string' ? text : ''
      const told = readOutputLine(line)
      return {
        kind: 'output',
        ...base,
        time: readNumber(time) ?? base.time,
        stream,
        line,
        level:
          readLogLevel(payload['level']) ?? told.level ?? (stream === 'stderr' ? 'error' : 'info'),
        pid,
        traceId: readId(payload['traceId']) ?? told.traceId,
        attributes: { ...told.attributes, ...readAttributes(payload['attributes']) },
      }
    }
    const lines: unknown = payload['lines']
    if (!Array.isArray(lines)) return [toRecord(payload['time'], payload['line'])]
    return item.allowance
      .takeOf(lines)
      .map((entry: unknown) =>
        Array.isArray(entry) ? toRecord(entry[0], entry[1]) : toRecord(undefined, entry),
      )
  })
}

export function readLedgerItem(item: Item): readonly LedgerRecord[] {
  return readOwn(item, (payload, base) => {
    const host = readText(payload['host'])
    if (host === undefined) return 'host'
    return {
      kind: 'ledger',
      ...base,
      host,
      policy: oneOf(['keep', 'mirror', 'off'], payload['policy']) ?? 'keep',
      keptBytes: readCount(payload['keptBytes']) ?? 0,
      sentBytes: readCount(payload['sentBytes']) ?? 0,
      quantities: readObjects(payload['quantities']).map((entry) => ({
        category: readText(entry['category']) ?? 'unknown',
        quantity: readCount(entry['quantity']) ?? 0,
      })),
    }
  })
}

export function readFindingItem(item: Item): readonly FindingRecord[] {
  return readOwn(item, (payload, base) => {
    const detector = readText(payload['detector'])
    if (detector === undefined) return 'detector'
    return {
      kind: 'finding',
      ...base,
      id: readText(payload['id']) ?? toDerivedId(toText(item.payload)),
      detector,
      title: readText(payload['title']) ?? detector,
      level: readLevel(payload['level']) ?? 'warning',
      fingerprint: readText(payload['fingerprint']) ?? detector,
      traceId: readId(payload['traceId']),
      spanIds: readStrings(payload['spanIds']).flatMap((id) => readSpanId(id) ?? []),
      evidence: readJsonObject(payload['evidence']) ?? {},
    }
  })
}

interface OwnBase {
  readonly time: number
  readonly item: number
  readonly scope: Scope
}

/** Reads with `toRecord`, which answers with the field it cannot do without when that is missing. */
function readOwn<R extends object>(
  item: Item,
  toRecord: (payload: Payload, base: OwnBase) => R | string,
): readonly R[] {
  return readAllOwn(item, (payload, base) => {
    const record = toRecord(payload, base)
    return typeof record === 'string' ? record : [record]
  })
}

function readAllOwn<R extends object>(
  item: Item,
  toRecords: (payload: Payload, base: OwnBase) => readonly R[] | string,
): readonly R[] {
  const payload = readPayload(item)
  if (payload === undefined) return []
  const records = toRecords(payload, {
    time: readNumber(payload['time']) ?? item.receivedAt,
    item: item.index,
    scope: toScope(item.scope, {
      service: readText(payload['service']),
      environment: readText(payload['environment']),
      release: readText(payload['release']),
    }),
  })
  if (typeof records !== 'string') return records
  item.report('payload-field', `${records} is missing`)
  return []
}

function readObjects(value: unknown): readonly Payload[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function oneOf<const T extends string>(names: readonly T[], value: unknown): T | undefined {
  return names.find((name) => name === value)
}
