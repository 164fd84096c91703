import { toDerivedId } from 'protocol'
import type { EventRecord, Exception, Frame, Level, Thread } from 'protocol'
import { findFailingFrame, toCulprit } from './culprit.ts'
import { isCustom, toCustomKey } from './fingerprint.ts'
import { toFirstLines, toMaskedText } from './masked-text.ts'
import { isOwn } from './own-code.ts'
import { toStackKey } from './stack-key.ts'

/** Which issue an event belongs to, and why. */
export interface Group {
  /** 32 hex digits, made of the key. */
  readonly id: string
  /** What the events of the group have in common, in words: types, places, texts. */
  readonly key: readonly string[]
  readonly kind: 'error' | 'message'
  readonly type: string | undefined
  readonly value: string | undefined
  /** Where it failed: `src/cart.ts in total`. */
  readonly culprit: string | undefined
  readonly level: Level
}

/** Part of every id: raised when the rules change, so that no new key meets an old group by chance. */
const RULES = 'grouping-1'

const CHAIN_LIMIT = 20
const TYPE_LIMIT = 200

/** The same event on another channel, or thrown again after lines have moved, has the same group. */
export function toGroup(event: EventRecord): Group {
  const { platform } = event.scope
  const thrown = toThrown(event)
  const caught = thrown.at(-1)
  const type = caught?.type
  const value = caught?.value ?? event.message
  const frame = findFailingFrame(findStack(event, thrown), platform)
  const key = isCustom(event)
    ? toCustomKey({ event, type, value, frame }, () => toDefaultKey(event, thrown))
    : toDefaultKey(event, thrown)
  return {
    id: toDerivedId(RULES, key.join('\u0000')),
    key,
    kind: caught === undefined ? 'message' : 'error',
    type,
    value,
    culprit: (frame && toCulprit(frame, platform)) ?? event.transaction,
    level: event.level,
  }
}

/** What of an exception counts. */
interface Thrown {
  readonly type: string | undefined
  readonly value: string | undefined
  /** SDKs make up an exception, type and stack, around what is none: a string, a rejection. */
  readonly isMadeUp: boolean
  readonly frames: readonly Frame[]
}

function toThrown(event: EventRecord): readonly Thrown[] {
  const { exceptions, message, scope } = event
  if (message !== undefined && exceptions.every((exception) => isWords(exception, message))) {
    return []
  }
  const own = exceptions.filter((exception) => !isComponentStack(exception)).slice(-CHAIN_LIMIT)
  if (own.length > 0) return own.map((exception) => toThrownOne(exception, scope.platform))
  const frames = findThread(event)?.frames ?? []
  return frames.length === 0 ? [] : [{ type: undefined, value: undefined, isMadeUp: false, frames }]
}

function toThrownOne(
  { type, value, mechanism, frames }: Exception,
  platform: string | undefined,
): Thrown {
  const isMadeUp = mechanism?.synthetic === true
  // Made where a rejection was found, the stack leads through the SDK and nowhere else.
  const isLost = isMadeUp && !frames.some((frame) => isOwn(frame, platform))
  return { type, value, isMadeUp, frames: isLost ? [] : frames }
}

/** JavaScript SDKs from 11 on hang the stack of `captureMessage` on an exception that repeats the message. */
function isWords({ type, value }: Exception, message: string): boolean {
  return type === undefined && value === message
}

/**
 * React's error boundary adds where the component stood as a cause. The same failure arrives
 * without it when a global handler sees it first, which in development is a matter of luck.
 */
function isComponentStack({ type }: Exception): boolean {
  return type !== undefined && type.startsWith('React ErrorBoundary ')
}

function findThread({ threads }: EventRecord): Thread | undefined {
  return (
    threads.find(({ isCrashed }) => isCrashed) ??
    threads.find(({ isCurrent }) => isCurrent) ??
    (threads.length === 1 ? threads[0] : undefined)
  )
}

/** Of what was caught, or of its nearest cause with a stack; of a message, where it was made. */
function findStack(event: EventRecord, thrown: readonly Thrown[]): readonly Frame[] {
  const exceptions = thrown.length > 0 ? thrown : event.exceptions
  const traced = exceptions.findLast(({ frames }) => frames.length > 0)
  return traced?.frames ?? findThread(event)?.frames ?? []
}

function toDefaultKey(event: EventRecord, thrown: readonly Thrown[]): readonly string[] {
  if (thrown.length === 0) return [toMessageKey(event)]
  const key = thrown.flatMap((exception) => toExceptionKey(exception, event.scope.platform))
  return key.length > 0 ? key : [toMaskedText(event.title)]
}

function toExceptionKey(
  { type, value, isMadeUp, frames }: Thrown,
  platform: string | undefined,
): readonly string[] {
  const { places, tells } = toStackKey(frames, platform)
  const name = type === undefined || isMadeUp ? [] : [type.slice(0, TYPE_LIMIT)]
  const isEnough = tells === 'line' || (tells === 'function' && name.length > 0)
  const words = isEnough || value === undefined ? '' : toMaskedText(value)
  return words === '' ? [...name, ...places] : [...name, words, ...places]
}

function toMessageKey({ template, message, title }: EventRecord): string {
  // Some loggers send the finished message as its own template, with every id that is in it.
  const isTemplate = template !== undefined && template.text !== message
  const text = isTemplate ? toFirstLines(template.text) : toMaskedText(message ?? title)
  return text === '' ? title : text
}
