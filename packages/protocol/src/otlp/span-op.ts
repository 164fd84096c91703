import { readText } from '../json.ts'
import { lookUp } from '../look-up.ts'
import type { Attributes } from '../record/base.ts'
import type { SpanKind } from '../record/trace.ts'

/**
 * What kind of work a span is, in Sentry's words, from OpenTelemetry's semantic conventions of today
 * and before. The nearer to the app wins: a query sent over HTTP is a query.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/
 */
export function toSpanOp(attributes: Attributes, kind: SpanKind | undefined): string {
  return (
    readText(attributes['sentry.op']) ??
    toAiOp(attributes, kind) ??
    (isIn(attributes, 'db.system.name', 'db.system') ? 'db' : undefined) ??
    (isIn(attributes, 'messaging.system') ? toQueueOp(attributes, kind) : undefined) ??
    (isIn(attributes, 'http.request.method', 'http.method') ? toHttpOp(kind) : undefined) ??
    (isIn(attributes, 'rpc.system.name', 'rpc.system') ? 'rpc' : undefined) ??
    toFunctionOp(attributes) ??
    toKindOp(kind)
  )
}

function isIn(attributes: Attributes, name: string, oldName = name): boolean {
  return attributes[name] !== undefined || attributes[oldName] !== undefined
}

function toAiOp(attributes: Attributes, kind: SpanKind | undefined): string | undefined {
  if (attributes['mcp.method.name'] !== undefined) {
    return kind === 'client' ? 'mcp.client' : 'mcp.server'
  }
  const operation =
    readText(attributes['gen_ai.operation.name']) ??
    toVercelOperation(readText(attributes['ai.operationId'])) ??
    lookUp(OPEN_INFERENCE, readText(attributes['openinference.span.kind'])?.toUpperCase())
  if (operation !== undefined) return `gen_ai.${operation}`
  return isIn(attributes, 'gen_ai.provider.name', 'gen_ai.system') ? 'gen_ai' : undefined
}

/** The Vercel AI SDK: `ai.generateText` is the whole run, `ai.generateText.doGenerate` one call of it. */
function toVercelOperation(id: string | undefined): string | undefined {
  const [family, name = '', step] = id?.split('.') ?? []
  if (family !== 'ai') return undefined
  if (name === 'toolCall') return 'execute_tool'
  if (name.startsWith('embed')) return 'embeddings'
  if (name === 'rerank') return 'rerank'
  return step === undefined ? 'invoke_agent' : 'generate_content'
}

const OPEN_INFERENCE: Readonly<Record<string, string>> = {
  LLM: 'chat',
  AGENT: 'invoke_agent',
  CHAIN: 'invoke_agent',
  TOOL: 'execute_tool',
  EMBEDDING: 'embeddings',
  RERANKER: 'rerank',
}

const QUEUE_OPS: Readonly<Record<string, string>> = {
  publish: 'queue.publish',
  send: 'queue.publish',
  create: 'queue.create',
  receive: 'queue.receive',
  poll: 'queue.receive',
  process: 'queue.process',
  deliver: 'queue.process',
  settle: 'queue.settle',
  ack: 'queue.settle',
  nack: 'queue.settle',
}

function toQueueOp(attributes: Attributes, kind: SpanKind | undefined): string {
  const operation =
    readText(attributes['messaging.operation.type']) ??
    readText(attributes['messaging.operation']) ??
    readText(attributes['messaging.operation.name'])
  const op = lookUp(QUEUE_OPS, operation)
  if (op !== undefined) return op
  return kind === 'producer' || kind === 'consumer' ? toKindOp(kind) : 'queue'
}

function toHttpOp(kind: SpanKind | undefined): string {
  return kind === 'server' || kind === 'client' ? `http.${kind}` : 'http'
}

function toFunctionOp(attributes: Attributes): string | undefined {
  const trigger = readText(attributes['faas.trigger'])
  return trigger === undefined ? undefined : `faas.${trigger}`
}

function toKindOp(kind: SpanKind | undefined): string {
  switch (kind) {
    case 'producer':
      return 'queue.publish'
    case 'consumer':
      return 'queue.process'
    case 'server':
    case 'client':
      return kind
    default:
      return 'default'
  }
}
