/**
 * Every way input can be wrong. A problem never stops its neighbours: what it is about is kept as
 * bytes, and the problem says where.
 */
export interface Problem {
  readonly code: ProblemCode
  /** Byte offset in the arrival's (decompressed) body. */
  readonly offset: number
  /** Which item of the arrival, counted from 0; `undefined` when it is about the whole. */
  readonly item: number | undefined
  /** What exactly: the parser's words, the field, the number. */
  readonly detail: string | undefined
}

export type ProblemCode =
  | 'envelope-header'
  | 'item-header'
  | 'item-type'
  | 'item-length'
  | 'item-cut'
  | 'item-unknown'
  | 'payload-json'
  | 'payload-shape'
  | 'payload-field'
  | 'payload-compression'
  | 'payload-size'
  | 'payload-msgpack'
  | 'payload-protobuf'
  | 'payload-binary'
  | 'body-format'
  | 'body-line'

export interface ProblemText {
  readonly what: string
  readonly why: string
  readonly fix: string
}

/** One page under `docs/errors/` tells each of these at length. */
export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = {
  'envelope-header': {
    what: 'The first line is not a JSON object',
    why: 'An envelope begins with one line of JSON, at least `{}`.',
    fix: 'Send `{}` when there is nothing to say. The items behind it were read all the same.',
  },
  'item-header': {
    what: 'An item header is not a JSON object',
    why: 'Without it nobody knows what the bytes are or where they end.',
    fix: 'Look at the raw envelope. Often the item before has a wrong `length`.',
  },
  'item-type': {
    what: 'An item has no type',
    why: 'The item header must name its `type`.',
    fix: 'Set `type` in the item header. The bytes are kept.',
  },
  'item-length': {
    what: 'The length of an item is not what follows',
    why: '`length` counts bytes, not characters, and a line feed or the end must come after them.',
    fix: 'Count bytes (`new TextEncoder().encode(payload).length`), or leave `length` out of JSON items.',
  },
  'item-cut': {
    what: 'An item ends before its length',
    why: 'The connection broke, or a proxy or file cut the envelope.',
    fix: 'Send it again. What arrived of it is kept.',
  },
  'item-unknown': {
    what: 'Nobody knows this item type',
    why: 'The SDK is newer than Footlight, or the type is its own.',
    fix: 'Update Footlight. The item is kept and can be looked at and exported.',
  },
  'payload-json': {
    what: 'A payload is not JSON',
    why: 'This item type carries JSON.',
    fix: 'Look at the raw item: it may be cut, or serialised by hand.',
  },
  'payload-shape': {
    what: 'A payload is JSON of another shape',
    why: 'For example a number where an object is expected.',
    fix: 'Look at the raw item beside the protocol. The bytes are kept.',
  },
  'payload-field': {
    what: 'A field has a value that cannot be used',
    why: 'For example a span without ids or a time that is no time.',
    fix: 'The rest of the item was read; the raw item still has the field.',
  },
  'payload-compression': {
    what: 'A compressed payload cannot be decompressed',
    why: 'It is cut, or compressed in a way that is not zlib, gzip or plain.',
    fix: 'Look at the raw item. The bytes are kept.',
  },
  'payload-size': {
    what: 'More came than is read',
    why: 'Some kilobytes can be made to grow to gigabytes, so that sizes and counts have a limit.',
    fix: 'Send less at once. The bytes are kept and can be downloaded.',
  },
  'payload-msgpack': {
    what: 'A payload is not msgpack',
    why: 'This item type or content type carries msgpack.',
    fix: 'Check the sender\u2019s format setting. What could be read before the fault is kept.',
  },
  'payload-protobuf': {
    what: 'A body is not the protobuf message it should be',
    why: 'It is cut, damaged, or of another message type.',
    fix: 'Check that the exporter posts traces to `/v1/traces`, logs to `/v1/logs`, metrics to `/v1/metrics`.',
  },
  'payload-binary': {
    what: 'A binary payload cannot be read',
    why: 'It does not begin like the file format it is said to be.',
    fix: 'Download it and look with the format\u2019s own tools.',
  },
  'body-format': {
    what: 'Nobody knows what this body is',
    why: 'Neither its route, its content type nor its first bytes tell.',
    fix: 'Check the address the sender posts to. The bytes are kept.',
  },
  'body-line': {
    what: 'A line of a batch cannot be read',
    why: 'The other lines could.',
    fix: 'Look at the raw body at the offset named.',
  },
}
