import { emptyScope, readTraceState, tabParameter } from 'protocol'
import type { ArrivalReading, RecordOf, TelemetryRecord } from 'protocol'
import type { Database } from '../driver/database.ts'
import { isDamage, isDiskFull } from '../driver/failure.ts'
import type { FatalArrival, Trail } from '../fatal-arrivals.ts'
import type { ArrivalFacts, LogEntry } from '../log/entry.ts'
import type { SourceName } from '../query/source.ts'
import type { LogRead } from '../log/log-reader.ts'
import { readArrivalEntry, toUnread } from '../log/read-arrival-entry.ts'
import type { ArrivalEntry } from '../log/read-arrival-entry.ts'
import type { LogPosition } from '../log/segment.ts'
import { toLog } from '../table/output-log.ts'
import { tableNames, tables } from '../table/tables.ts'
import type { Stored, TableName } from '../table/tables.ts'
import type { Table } from '../table/table.ts'
import { createArrivals } from './arrivals.ts'
import { createCatalogue } from './catalogue.ts'
import { createDuplicates } from './duplicates.ts'
import { createIssues } from './issues.ts'
import { createLedger } from './ledger.ts'
import { createLosses } from './losses.ts'
import type { Losses } from './losses.ts'
import { createOwnPosts } from './own-posts.ts'
import { createPageLoads } from './page-loads.ts'
import { createPrintedCopies } from './printed-copies.ts'
import { createRowWriter } from './row-writer.ts'
import type { Catalogue, RowPlace, RowWriter } from './row-writer.ts'
import { createRuns } from './runs.ts'
import { createScopes } from './scopes.ts'
import { createTallies } from './tallies.ts'
import { addSampling } from './sampling.ts'
import { createTraces } from './traces.ts'

export interface IngestOptions {
  /** Where large bodies lie. */
  readonly folder: string
  /** The sidecar's own addresses. */
  readonly hosts: readonly string[]
  /** Called with what was new of each arrival. */
  readonly onRecords:
    | ((records: readonly TelemetryRecord[], facts: ArrivalFacts) => void)
    | undefined
  /** Told which arrival is being read, for the case that this thread does not live through it. */
  readonly trail?: Trail
  /** Arrivals that earlier threads did not live through. They are listed unread. */
  readonly fatal?: readonly FatalArrival[]
}

/** Turns entries of the log into rows, in the transaction that its caller holds. */
export interface Ingest {
  readonly add: (read: LogRead) => void
  /** Writes what was gathered in memory, as the last step before the commit. */
  readonly flush: () => void
  /** Counts something that never got here. */
  readonly lose: Losses['add']
  /** What got rows since the last call. */
  readonly takeChanged: () => readonly SourceName[]
}

type Writers = { readonly [N in TableName]: RowWriter<Stored<N>> }

interface Context {
  readonly facts: ArrivalFacts
  readonly arrival: number
  readonly run: string | undefined
}

export function createIngest(database: Database, options: IngestOptions): Ingest {
  const catalogue = createCatalogue(database)
  const writers = createWriters(database, catalogue)
  const scopes = createScopes(database)
  const traces = createTraces(database)
  const issues = createIssues(database)
  const losses = createLosses(database)
  const runs = createRuns(database)
  const pageLoads = createPageLoads(database)
  const ledger = createLedger(database, options.hosts)
  const tallies = createTallies(database)
  const arrivals = createArrivals(database)
  const duplicates = createDuplicates()
  const printed = createPrintedCopies()
  const ownPosts = createOwnPosts(options.hosts)
  const changed = new Set<SourceName>()

  const writeEvent = (event: RecordOf<'event'>, place: RowPlace, context: Context): boolean => {
    const { receivedAt } = context.facts
    const { scope } = place
    const seen = { receivedAt, scope, run: context.run, edit: runs.lastEditBefore(event.time) }
    const link = issues.linkOf(event, seen)
    const no = writers.event.write(event, place, [link.no, link.culprit])
    if (no === undefined) return false
    issues.count(link, event, seen)
    if (event.traceId !== undefined) traces.addError(event.traceId, event.time, scope)
    return true
  }

  const writeSpan = (span: RecordOf<'span'>, place: RowPlace): boolean => {
    if (writers.span.write(span, place) === undefined) return false
    traces.addSpan(span.traceId, span, place.scope)
    return true
  }

  const writeLog = (log: RecordOf<'log'>, place: RowPlace): number | undefined => {
    const no = writers.log.write(log, place)
    if (no !== undefined && log.traceId !== undefined) {
      traces.addLog(log.traceId, log.time, place.scope)
    }
    return no
  }

  const writeSentLog = (
    log: RecordOf<'log'>,
    place: RowPlace,
    run: string | undefined,
  ): boolean => {
    if (writeLog(log, place) === undefined) return false
    for (const { row, traceId } of printed.takeLines(log, run)) {
      if (!writers.log.remove(row)) continue
      tallies.add('output', -1)
      if (traceId !== undefined) traces.removeLog(traceId)
    }
    return true
  }

  const writeLine = (
    line: RecordOf<'output'>,
    place: RowPlace,
    run: string | undefined,
  ): boolean => {
    if (printed.isCopy(line, run)) return false
    const no = writeLog(toLog(line), place)
    if (no !== undefined) printed.addLine(line, run, no)
    return no !== undefined
  }

  /** Whether the record is new. */
  const write = (record: TelemetryRecord, place: RowPlace, context: Context): boolean => {
    switch (record.kind) {
      case 'event':
        return writeEvent(record, place, context)
      case 'span':
        return writeSpan(record, place)
      case 'log':
        return writeSentLog(record, place, context.facts.run)
      case 'output':
        return writeLine(record, place, context.facts.run)
      case 'session_count':
        return writers.session.write(record, place) !== undefined
      case 'client_report':
        for (const { reason, category, quantity } of record.discarded) {
          losses.add(record.scope.service, 'sdk', reason, category, quantity)
        }
        break
      case 'run':
        runs.addRun(record)
        break
      case 'page_load':
        return writers.page_load.write(pageLoads.takePlace(record), place) !== undefined
      case 'edit': {
        const no = writers.edit.write(record, place)
        if (no !== undefined) runs.addEdit(record, no)
        return no !== undefined
      }
      default:
    }
    return writeOther(writers, record.kind, record, place)
  }

  /** One record that cannot be stored costs no other. What concerns the whole file goes on up. */
  const writeSafely = (record: TelemetryRecord, place: RowPlace, context: Context): boolean => {
    try {
      return write(record, place, context)
    } catch (error) {
      if (isDamage(error) || isDiskFull(error)) throw error
      losses.add(
        record.scope.service,
        'overflow',
        `could not be stored: ${String(error)}`,
        record.kind,
        1,
      )
      return false
    }
  }

  const read = (entry: LogEntry, { segment, offset }: LogPosition): ArrivalEntry => {
    const fatal = options.fatal?.find(({ at }) => at.segment === segment && at.offset === offset)
    return fatal === undefined
      ? readArrivalEntry(entry, options.folder)
      : toUnread(entry, `Who read it ended every time: ${fatal.detail}`)
  }

  const addEntry = ({ entry, at, generation, next }: LogRead): void => {
    const { facts } = entry
    const { reading, size, body } = read(entry, at)
    const run = facts.run ?? runs.current()
    const [first] = reading.records
    const scope = scopes.numberOf(first?.scope ?? emptyScope, run)
    const arrival = arrivals.add({
      facts,
      reading,
      size,
      at,
      generation,
      length: next.offset - at.offset,
      scope,
    })
    // The log may be read again after a crash: what is there already is not counted twice.
    if (arrival === undefined) return
    changed.add('arrival')
    tallies.add('envelopes', 1)
    countLosses(reading, first?.scope.service)
    ledger.add(facts, reading.records, size)
    const copies = findCopies(reading, body, facts, first?.scope.sdk?.name ?? '')
    const context = { facts, arrival, run }
    const fresh: TelemetryRecord[] = []
    const state = readTraceState(reading.header['trace'])
    let isTraceTold = false
    for (const [ordinal, record] of reading.records.entries()) {
      if (copies.has(record.item)) continue
      // Before it names a trace, which would then be an empty one.
      if (record.kind === 'span' && ownPosts.isOwnPost(record, facts.host)) {
        tallies.add('own_posts', 1)
        continue
      }
      const traceId = readTraceId(record)
      const trace =
        traceId === undefined ? undefined : traces.numberOf(traceId, record.time, facts.receivedAt)
      isTraceTold ||= traceId !== undefined && traceId === state?.traceId
      const place = { trace, scope: scopes.numberOf(record.scope, run), arrival, ordinal }
      if (!writeSafely(record, place, context)) continue
      changed.add(toTable(record.kind))
      tallies.add(record.kind, 1)
      const tab = readTab(record, facts)
      if (traceId !== undefined && tab !== undefined) traces.addTab(traceId, tab)
      if (options.onRecords) fresh.push(record)
    }
    if (isTraceTold && state !== undefined)
      addSampling(state, first?.scope.service, { traces, losses })
    options.onRecords?.(fresh, facts)
  }

  const countLosses = (reading: ArrivalReading, service: string | undefined): void => {
    for (const { code } of reading.problems) losses.add(service, 'wire', code, 'item', 1)
  }

  const findCopies = (
    reading: ArrivalReading,
    body: Uint8Array,
    { channel, receivedAt, run }: ArrivalFacts,
    sdk: string,
  ): ReadonlySet<number> => {
    const found = new Set<number>()
    for (const [index, part] of reading.parts.entries()) {
      if (duplicates.isCopy(part, body, { channel, sdk, receivedAt, run })) found.add(index)
    }
    return found
  }

  const takeChanged = (): readonly SourceName[] => {
    const taken = [...changed]
    changed.clear()
    return taken
  }

  return {
    add: (found) => {
      options.trail?.enter(found.at)
      addEntry(found)
      options.trail?.leave()
    },
    lose: losses.add,
    takeChanged,
    flush: () => {
      traces.flush()
      issues.flush()
      losses.flush()
      ledger.flush()
      tallies.flush()
      for (const writer of Object.values(writers)) writer.flushKeys()
    },
  }
}

function toTable(kind: TelemetryRecord['kind']): TableName {
  if (kind === 'output') return 'log'
  return kind === 'session_count' ? 'session' : kind
}

function createWriters(database: Database, catalogue: Catalogue): Writers {
  const writers: Partial<Record<TableName, unknown>> = {}
  for (const name of tableNames) writers[name] = createTableWriter(database, name, catalogue)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one for each name
  return writers as Writers
}

function createTableWriter<N extends TableName>(
  database: Database,
  name: N,
  catalogue: Catalogue,
): RowWriter<Stored<N>> {
  const table: Table<Stored<N>> = tables[name]
  return createRowWriter(database, name, table, catalogue)
}

function writeOther<N extends TableName>(
  writers: Writers,
  name: N,
  record: Stored<N>,
  place: RowPlace,
): boolean {
  const writer: RowWriter<Stored<N>> = writers[name]
  return writer.write(record, place) !== undefined
}

function readTraceId(record: TelemetryRecord): string | undefined {
  if (record.kind === 'profile') return record.transaction?.traceId
  return 'traceId' in record ? record.traceId : undefined
}

/** A page load says itself of which tab it is; what comes before the first one does not know yet. */
function readTab(record: TelemetryRecord, { parameters }: ArrivalFacts): string | undefined {
  const tab = record.kind === 'page_load' ? record.tabId : parameters?.[tabParameter]
  return tab === '' ? undefined : tab
}
