import { isObject, readBoolean, readCount, readPlainJson, readText } from '../json.ts'
import type { Frame } from '../record/frame.ts'

/** What of a frame says where it was. */
export type AskedFrame = Pick<
  Frame,
  'filename' | 'absPath' | 'module' | 'function' | 'line' | 'column' | 'inApp' | 'context'
>

/** The `frames` of a question for sources: a JSON list. `undefined` where it is none. */
export function readAskedFrames(json: string): readonly AskedFrame[] | undefined {
  const reading = readPlainJson(json)
  if (!reading.ok || !Array.isArray(reading.value)) return undefined
  return reading.value.filter(isObject).map((frame) => ({
    filename: readText(frame['filename']),
    absPath: readText(frame['absPath']),
    module: readText(frame['module']),
    function: readText(frame['function']),
    line: readCount(frame['line']),
    column: readCount(frame['column']),
    inApp: readBoolean(frame['inApp']),
    context: undefined,
  }))
}
