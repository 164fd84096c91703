interface Mask {
  /** What a text without cannot match; asked first, because most texts have few kinds of values. */
  readonly sign: RegExp
  readonly pattern: RegExp
  readonly placeholder: string
}

/**
 * Values that differ from one event of a group to the next become placeholders. Every pattern is
 * linear: it begins only where a word does, repeats nothing that repeats, and what it repeats is
 * bounded or ends at the first character that does not belong.
 */
export function maskParameters(text: string): string {
  let masked = text
  for (const { sign, pattern, placeholder } of masks) {
    if (sign.test(masked)) masked = masked.replace(pattern, placeholder)
  }
  return masked
}

function toMask(name: string, sign: RegExp, pattern: RegExp, before = ''): Mask {
  return { sign, pattern, placeholder: `${before}<${name}>` }
}

/** Endings that names in code do not have: `order.items` and `cart.ts` are no hosts. */
const HOST_ENDINGS = 'com|net|org|edu|gov|io|dev|cloud|local|internal|localdomain|example|test'

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?'
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?'
const SECONDS = '\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?'
const CLOCK = `(?:${SECONDS}|\\d{1,2}:\\d{2})`
const ZONE = '(?: ?(?:z|utc|gmt|[ap]m)(?![a-z]))?(?: ?[+-]\\d{2}:?\\d{2}(?!\\d))?'

/**
 * Longest first: a date takes its time along. `Nov 20 2026 10:00:00 GMT+0100`, `20 Nov 2026`, …
 * Alone a time needs its seconds: `(12:34)` is a compiler's line and column, which edits move.
 */
const DATES = [
  `\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}(?:[t ]${CLOCK}${ZONE})?`,
  `\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}(?:,? ${CLOCK}${ZONE})?`,
  `${WEEKDAY}${MONTH} \\d{1,2},? (?:${CLOCK} )?\\d{4}(?:,? ${CLOCK}${ZONE})?`,
  `${WEEKDAY}\\d{1,2}[ -]${MONTH}[ -]\\d{2,4}(?: ${CLOCK}${ZONE})?`,
  `${SECONDS}${ZONE}`,
].join('|')

const DURATION = [
  '(?:ns|µs|us|ms|s|m|h|d)',
  ' ?(?:ms|s|sec|secs|min|mins|hr|hrs)',
  ' ?(?:milli|micro|nano)?(?:second|minute|hour|day|week)s?',
].join('|')

/** In an order that matters: a UUID is also hex, and a hex number may look like a float. */
const masks: readonly Mask[] = [
  toMask('email', /@/, /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9.-]{1,253}\.[a-z]{2,24}(?!\w)/gi),
  toMask('url', /:\/\//, /(?<![\w+.-])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"'<>(){}[\]|]+/gi),
  toMask(
    'hostname',
    /\.[a-z]/i,
    new RegExp(
      `(?<![\\w.-])[a-z0-9][a-z0-9.-]{0,252}\\.(?:${HOST_ENDINGS})(?![\\w(]|[.-]\\w)`,
      'gi',
    ),
  ),
  toMask('ip', /\d\.\d/, /(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\w|\.\d)/g),
  toMask('ip', /::/, /(?<![\w:])(?=[a-f:]{0,39}\d)[0-9a-f:]{0,39}::[0-9a-f:.]{0,39}(?![\w:])/gi),
  toMask(
    'ip',
    /:[0-9a-f]+:/i,
    new RegExp(`(?<![\\w:])${Array(8).fill('[0-9a-f]{1,4}').join(':')}(?![\\w:])`, 'gi'),
  ),
  toMask(
    'traceparent',
    /[0-9a-f]{32}-/i,
    /(?<!\w)(?:[0-9a-f]{2}-)?[0-9a-f]{32}-[0-9a-f]{16}(?:-[0-9a-f]{1,2})?(?!\w)/gi,
  ),
  toMask(
    'uuid',
    /-[0-9a-f]{4}-/i,
    /(?<!\w)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?!\w)/gi,
  ),
  toMask('sha1', /\w{40}/, /(?<!\w)[0-9a-f]{40}(?!\w)/gi),
  toMask('md5', /\w{32}/, /(?<!\w)[0-9a-f]{32}(?!\w)/gi),
  toMask('date', /\d[:/., -]/, new RegExp(`(?<![\\w:])(?:${DATES})(?!\\w)`, 'gi')),
  toMask(
    'duration',
    /\d ?[a-zµ]/i,
    new RegExp(`(?<![\\w.])\\d{1,15}(?:\\.\\d{1,15})?(?:${DURATION})(?!\\w)`, 'gi'),
  ),
  toMask('hex', /0x/i, /(?<!\w)0x[0-9a-f]+(?!\w)/gi),
  toMask('hex', /\w{8}/, /(?<!\w)(?=[a-f]{0,127}\d)[0-9a-f]{8,128}(?!\w)/g),
  toMask('hex', /\w{8}/, /(?<!\w)(?=[A-F]{0,127}\d)[0-9A-F]{8,128}(?!\w)/g),
  toMask('sha', /\w{7}/, /(?<!\w)(?=[a-f]{0,6}\d)(?=\d{0,6}[a-f])[0-9a-f]{7}(?!\w)/g),
  toMask('float', /\d[.e]/i, /(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d{1,4})(?!\w)/gi),
  toMask('float', /\.\d/, /(?<![\w.])-?\d+\.\d+(?!\w|\.\d)/g),
  toMask('int', /\d/, /(?<!\w)-?\d+(?!\w)/g),
  toMask('quoted', /=\s?"/, /=\s?"[^"]*"/g, '='),
  toMask('quoted', /=\s?'/, /=\s?'[^']*'/g, '='),
  toMask('bool', /=\s?[tf]/i, /=\s?(?:true|false)(?!\w)/gi, '='),
]
