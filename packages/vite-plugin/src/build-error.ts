import { stripVTControlCharacters } from 'node:util'
import type { BuildErrorRecord } from 'protocol'
import { toRelative } from './edits.ts'

export type BuildError = Pick<
  BuildErrorRecord,
  'time' | 'message' | 'file' | 'line' | 'column' | 'codeFrame' | 'plugin' | 'stack' | 'origin'
>

/** What a dev server sends its pages in place of a module: `{ type: 'error', err }`. */
export function readBuildError(
  payload: object,
  root: string,
  time: number,
): BuildError | undefined {
  if (!('type' in payload) || payload.type !== 'error' || !('err' in payload)) return undefined
  const error = toFields(payload.err)
  const place = toFields(error['loc'])
  const file = readText(place['file']) ?? readText(error['id'])?.replace(/\?.*$/s, '')
  const { message, codeFrame } = splitMessage(
    stripVTControlCharacters(readText(error['message']) ?? 'The dev server failed'),
    stripVTControlCharacters(readText(error['frame']) ?? ''),
  )
  const found = readPlaceOf(codeFrame)
  return {
    time,
    message: message.slice(0, MESSAGE_LIMIT),
    file: file === undefined || file.startsWith('\0') ? found.file : toRelative(root, file),
    line: readNumber(place['line']) ?? found.line,
    column: readNumber(place['column']) ?? found.column,
    codeFrame: codeFrame?.slice(0, FRAME_LIMIT),
    plugin: readText(error['plugin']),
    stack: readText(error['stack'])?.slice(0, FRAME_LIMIT),
    origin: 'dev server',
  }
}

const MESSAGE_LIMIT = 2000
const FRAME_LIMIT = 20_000

interface Split {
  readonly message: string
  readonly codeFrame: string | undefined
}

/**
 * Where the parser draws the frame itself (Vite 8), it stands in the message, in a box:
 *
 *     Transform failed with 1 error:
 *
 *     [PARSE_ERROR] Unexpected token
 *        ╭─[ src/main.ts:4:1 ]
 *        │
 *      4 │ const =
 */
function splitMessage(message: string, frame: string): Split {
  if (frame !== '') return { message, codeFrame: frame }
  const lines = message.split('\n')
  const box = lines.findIndex((line) => /^\s*[╭,]-?─?\[/.test(line))
  if (box === -1) return { message, codeFrame: undefined }
  const words = lines.slice(0, box).join('\n').trim()
  return { message: words, codeFrame: lines.slice(box).join('\n').trimEnd() }
}

/** The place at the head of such a box. */
function readPlaceOf(frame: string | undefined): {
  readonly file: string | undefined
  readonly line: number | undefined
  readonly column: number | undefined
} {
  const place = /\[ ?(?<file>[^\]\n]+?):(?<line>\d+):(?<column>\d+) ?\]/.exec(frame ?? '')?.groups
  return {
    file: place?.['file'],
    line: place?.['line'] === undefined ? undefined : Number(place['line']),
    column: place?.['column'] === undefined ? undefined : Number(place['column']),
  }
}

type Fields = Readonly<Record<string, unknown>>

function toFields(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
