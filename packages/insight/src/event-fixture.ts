import { emptyScope } from 'protocol'
import type { EventRecord, Exception, Frame, Mechanism, SourceLines } from 'protocol'

const emptyFrame: Frame = {
  function: undefined,
  module: undefined,
  filename: undefined,
  absPath: undefined,
  package: undefined,
  line: undefined,
  column: undefined,
  inApp: undefined,
  context: undefined,
  vars: undefined,
  platform: undefined,
  instruction: undefined,
  symbol: undefined,
  image: undefined,
}

const emptyException: Exception = {
  type: undefined,
  value: undefined,
  module: undefined,
  mechanism: undefined,
  threadId: undefined,
  frames: [],
  rawFrames: undefined,
  stack: undefined,
}

const emptyMechanism: Mechanism = {
  type: 'generic',
  handled: undefined,
  synthetic: undefined,
  description: undefined,
  helpLink: undefined,
  source: undefined,
  exceptionId: undefined,
  parentId: undefined,
  isGroup: false,
  data: undefined,
  meta: undefined,
}

const emptyEvent: EventRecord = {
  kind: 'event',
  time: 0,
  item: 0,
  scope: emptyScope,
  id: 'e'.repeat(32),
  level: 'error',
  title: 'Event without a message',
  message: undefined,
  template: undefined,
  logger: undefined,
  transaction: undefined,
  exceptions: [],
  threads: [],
  breadcrumbs: [],
  tags: {},
  user: undefined,
  request: undefined,
  contexts: {},
  extra: {},
  modules: {},
  flags: [],
  fingerprint: undefined,
  images: [],
  traceId: undefined,
  spanId: undefined,
  parentSpanId: undefined,
  replayId: undefined,
  profilerId: undefined,
  remarks: undefined,
  derivedFrom: undefined,
}

/** A frame of the app's own. */
export function makeFrame(said: Partial<Frame>): Frame {
  return { ...emptyFrame, inApp: true, ...said }
}

export function makeContext(line: string): SourceLines {
  return { before: [], line, after: [] }
}

export function makeException(said: Partial<Exception>): Exception {
  return { ...emptyException, ...said }
}

export function makeMechanism(said: Partial<Mechanism>): Mechanism {
  return { ...emptyMechanism, ...said }
}

export function makeEvent(said: Partial<EventRecord>, platform?: string): EventRecord {
  return { ...emptyEvent, scope: { ...emptyScope, platform }, ...said }
}

/** What a browser SDK sends of a `TypeError` with this stack, outermost call first. */
export function makeError(
  frames: readonly Frame[],
  said: Partial<Exception> = {},
  platform = 'javascript',
): EventRecord {
  const exception = makeException({
    type: 'TypeError',
    value: 'price is undefined',
    frames,
    ...said,
  })
  return makeEvent({ exceptions: [exception] }, platform)
}
