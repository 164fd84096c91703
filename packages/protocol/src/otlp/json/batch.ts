import type { EntryAllowance } from '../../entry-allowance.ts'
import { isObject, readText } from '../../json.ts'
import type { OtlpBatch, OtlpInstrumentation } from '../model.ts'
import { readJsonAttributes } from './attributes.ts'
import { readMessages, toList, toMessage } from './field.ts'
import type { JsonMessage } from './field.ts'

/** How a signal's lists are called, each in its spellings. */
export interface JsonLists {
  readonly resources: readonly string[]
  readonly groups: readonly string[]
  readonly entries: readonly string[]
}

export const spanLists: JsonLists = {
  resources: ['resourceSpans', 'resource_spans'],
  // Exporters older than OTLP 0.15 say "instrumentation library".
  groups: [
    'scopeSpans',
    'scope_spans',
    'instrumentationLibrarySpans',
    'instrumentation_library_spans',
  ],
  entries: ['spans'],
}

export const logLists: JsonLists = {
  resources: ['resourceLogs', 'resource_logs'],
  groups: ['scopeLogs', 'scope_logs', 'instrumentationLibraryLogs', 'instrumentation_library_logs'],
  entries: ['logRecords', 'log_records'],
}

export const metricLists: JsonLists = {
  resources: ['resourceMetrics', 'resource_metrics'],
  groups: [
    'scopeMetrics',
    'scope_metrics',
    'instrumentationLibraryMetrics',
    'instrumentation_library_metrics',
  ],
  entries: ['metrics'],
}

/** How entries are read, and how many more. */
export interface JsonEntries<E> {
  readonly readEntry: (entry: JsonMessage, allowance: EntryAllowance) => E
  readonly allowance: EntryAllowance
}

/** What a document holds, in its order; `undefined` when it is no document of this signal. */
export function readJsonBatches<E>(
  document: JsonMessage,
  lists: JsonLists,
  { allowance, readEntry }: JsonEntries<E>,
): readonly OtlpBatch<E>[] | undefined {
  const resources = toResources(document, lists)
  if (resources === undefined) return undefined
  return readMessages(resources, allowance, (message) => ({
    resource: readJsonAttributes(toMessage(message['resource'])['attributes']),
    groups: readMessages(firstOf(message, lists.groups), allowance, (group) => ({
      instrumentation: readInstrumentation(group),
      entries: readMessages(firstOf(group, lists.entries), allowance, (entry) =>
        readEntry(entry, allowance),
      ),
    })),
  }))
}

function toResources(document: JsonMessage, lists: JsonLists): readonly unknown[] | undefined {
  const resources = firstOf(document, lists.resources)
  if (resources !== undefined) return toList(resources)
  // Java's logging exporter prints the resource's message alone.
  if (firstOf(document, lists.groups) !== undefined) return [document]
  // A gRPC gateway, such as Jaeger's API, wraps what it streams.
  const result = document['result']
  if (isObject(result)) return toList(firstOf(result, lists.resources))
  return Object.keys(document).length === 0 ? [] : undefined
}

function firstOf(message: JsonMessage, names: readonly string[]): unknown {
  for (const name of names) {
    const value = message[name]
    if (value !== undefined && value !== null) return value
  }
  return undefined
}

function readInstrumentation(group: JsonMessage): OtlpInstrumentation {
  const message = toMessage(
    firstOf(group, ['scope', 'instrumentationLibrary', 'instrumentation_library']),
  )
  return {
    name: readText(message['name']),
    version: readText(message['version']),
    attributes: readJsonAttributes(message['attributes']),
  }
}
