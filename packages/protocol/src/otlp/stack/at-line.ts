import type { Frame } from '../../record/frame.ts'
import { toStackFrame } from './stack-format.ts'

/**
 * A frame as JavaScript (V8), Java, .NET and OpenTelemetry's PHP print it:
 *
 *     at async load (file:///app/cart.mjs:41:7)
 *     at java.base/java.util.ArrayList.get(ArrayList.java:427)
 *     at Shop.Cart.Add(String sku) in C:\shop\Cart.cs:line 42
 */
export function readAtLine(line: string): Frame | undefined {
  const text = line.trim()
  if (!text.startsWith('at ')) return undefined
  // Node ends the last frame of an error with properties so.
  const place = text.slice(3).replace(/ \{$/, '')
  return readDotnetFile(place) ?? readV8(place) ?? readJava(place) ?? readDotnet(place, undefined)
}

const DOTNET_LINE = /:line (\d+)$/

function readDotnetFile(place: string): Frame | undefined {
  const number = DOTNET_LINE.exec(place)
  const path = place.indexOf(') in ') + 1
  if (number === null || path === 0) return undefined
  const filename = place.slice(path + ' in '.length, number.index)
  return readDotnet(place.slice(0, path), { filename, line: Number(number[1]) })
}

const DOTNET_CALL = /^([^\s()]+?)(\.\.ctor|\.\.cctor|\.[^\s.()]+)\((.*)\)$/

function readDotnet(
  call: string,
  file: { readonly filename: string; readonly line: number } | undefined,
): Frame | undefined {
  const [, module, method] = DOTNET_CALL.exec(call) ?? []
  if (method === undefined) return undefined
  return toStackFrame({ function: method.slice(1), module, ...file })
}

const LOCATION = /^(?:address at )?(.+):(\d+):(\d+)$/
const EVAL_ORIGIN = /^eval at .*?\(([^()]+:\d+:\d+)\)/
const NO_LOCATION = /^(?:native|<anonymous>|index \d+|unknown location)$/

function readV8(place: string): Frame | undefined {
  const call = place.replace(/^async /, '')
  const open = call.indexOf(' (')
  const isCall = open > 0 && call.endsWith(')')
  const name = isCall ? call.slice(0, open) : undefined
  const inner = isCall ? call.slice(open + 2, -1) : call
  const location = EVAL_ORIGIN.exec(inner)?.[1] ?? inner
  const [, path, line, column] = LOCATION.exec(location) ?? []
  if (path !== undefined) {
    const filename = toPath(path)
    return toStackFrame({ function: name, filename, line: Number(line), column: Number(column) })
  }
  const isKnown = isCall && NO_LOCATION.test(location)
  return isKnown
    ? toStackFrame({ function: name, filename: `<${location.replace(/[<>]/g, '')}>` })
    : undefined
}

/** `file:///C:/app/x.js` and `file:///app/x.js` as the paths they are. */
function toPath(url: string): string {
  return url.startsWith('file://') ? url.slice(7).replace(/^\/(?=[A-Za-z]:)/, '') : url
}

const JAVA_CALL = /^([^()]+)\(([^()\s:]*|Native Method|Unknown Source)(?::(\d+))?\)$/

function readJava(place: string): Frame | undefined {
  const [, call = '', file = '', line] = JAVA_CALL.exec(place) ?? []
  // `Cart.Add()` is .NET's, and a space before the brackets is V8's.
  if (file === '' || call.includes(' ')) return undefined
  const name = call.slice(call.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return toStackFrame({
    function: name.slice(dot + 1),
    module: dot > 0 ? name.slice(0, dot) : undefined,
    filename: file.includes(' ') ? undefined : file,
    line: line === undefined ? undefined : Number(line),
  })
}
