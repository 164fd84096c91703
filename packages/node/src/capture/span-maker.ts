import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { HeardAttributes, HeardRequest, HeardSpan, Scalar, TracePlace } from './heard.ts'

/** A piece of work that goes on. Its name and attributes become known on the way. */
export interface OpenSpan extends TracePlace {
  name: string
  readonly op: string
  readonly parentSpanId: string | undefined
  /** The first of this process in its trace; that one's own is itself. */
  readonly segment: OpenSpan
  readonly attributes: Record<string, Scalar | undefined>
  readonly request: HeardRequest | undefined
  /** Milliseconds since the epoch. */
  readonly start: number
  /** On the clock that nobody sets. */
  readonly ticks: number
}

export interface SpanStart {
  readonly op: string
  readonly name: string
  readonly attributes: HeardAttributes
  /** Whoever called from another process, where it told so. */
  readonly caller?: { readonly traceId: string; readonly parentSpanId: string } | undefined
  readonly request?: HeardRequest
}

export interface SpanMaker {
  readonly context: AsyncLocalStorage<OpenSpan | undefined>
  /** A span of its own trace, unless a span is under way where this is called. */
  readonly start: (start: SpanStart) => OpenSpan
  /** The first call counts. */
  readonly end: (span: OpenSpan, isError: boolean) => void
}

export function createSpanMaker(record: (span: HeardSpan) => void): SpanMaker {
  const context = new AsyncLocalStorage<OpenSpan | undefined>()
  const ended = new WeakSet<OpenSpan>()
  return {
    context,
    start: ({ caller, request, op, name, attributes }) => {
      const parent = caller === undefined && request === undefined ? context.getStore() : undefined
      const ticks = performance.now()
      const facts = {
        traceId: parent?.traceId ?? caller?.traceId ?? toTraceId(),
        spanId: toSpanId(),
        parentSpanId: parent?.spanId ?? caller?.parentSpanId,
        op,
        name,
        attributes: { ...attributes },
        request: request ?? parent?.request,
        // The two clocks part while a machine sleeps: they are compared within a segment only.
        start:
          parent === undefined ? Date.now() : parent.segment.start + ticks - parent.segment.ticks,
        ticks,
      }
      return parent === undefined ? toSegment(facts) : { ...facts, segment: parent.segment }
    },
    end: (span, isError) => {
      if (ended.has(span)) return
      ended.add(span)
      const { traceId, spanId, parentSpanId, segment, op, name, attributes, start, ticks } = span
      record({
        kind: 'span',
        traceId,
        spanId,
        parentSpanId,
        segmentId: segment.spanId,
        segmentName: segment.name,
        op,
        name,
        start,
        end: start + performance.now() - ticks,
        isError,
        attributes,
      })
    },
  }
}

function toSegment(facts: Omit<OpenSpan, 'segment'>): OpenSpan {
  return {
    ...facts,
    get segment() {
      return this
    },
  }
}

// Node keeps random bytes in store for these only: made of others, ids were half of a span's cost.
function toTraceId(): string {
  return randomUUID().replaceAll('-', '')
}

function toSpanId(): string {
  const id = randomUUID()
  return id.slice(0, 8) + id.slice(-8)
}
