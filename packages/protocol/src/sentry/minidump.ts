import { toHex } from '../hex.ts'
import type { Item } from '../item.ts'
import { readText } from '../json.ts'
import type { MinidumpCrash, MinidumpRecord } from '../record/file.ts'
import type { DebugImage } from '../record/frame.ts'

const STREAM_NAMES: Readonly<Record<number, string>> = {
  3: 'ThreadList',
  4: 'ModuleList',
  5: 'MemoryList',
  6: 'Exception',
  7: 'SystemInfo',
  8: 'ThreadExList',
  9: 'Memory64List',
  12: 'HandleData',
  14: 'UnloadedModuleList',
  15: 'MiscInfo',
  16: 'MemoryInfoList',
  17: 'ThreadInfoList',
  24: 'ThreadNames',
  0x43500001: 'CrashpadInfo',
  0x47670001: 'BreakpadInfo',
  0x47670003: 'LinuxCpuInfo',
  0x47670004: 'LinuxProcStatus',
  0x47670005: 'LinuxLsbRelease',
  0x47670006: 'LinuxCommandLine',
  0x47670007: 'LinuxEnvironment',
  0x47670009: 'LinuxMaps',
}

const CPUS: Readonly<Record<number, string>> = {
  0: 'x86',
  5: 'arm',
  9: 'x86_64',
  12: 'arm64',
  0x8003: 'arm64',
}

const PLATFORMS: Readonly<Record<number, string>> = {
  2: 'Windows',
  0x8101: 'macOS',
  0x8102: 'iOS',
  0x8201: 'Linux',
  0x8203: 'Android',
}

const WINDOWS_CODES: Readonly<Record<number, string>> = {
  0x80000003: 'EXCEPTION_BREAKPOINT',
  0xc0000005: 'EXCEPTION_ACCESS_VIOLATION',
  0xc000001d: 'EXCEPTION_ILLEGAL_INSTRUCTION',
  0xc0000094: 'EXCEPTION_INT_DIVIDE_BY_ZERO',
  0xc00000fd: 'EXCEPTION_STACK_OVERFLOW',
  0xc0000374: 'STATUS_HEAP_CORRUPTION',
  0xc0000409: 'STATUS_STACK_BUFFER_OVERRUN',
  0xe06d7363: 'C++ exception',
}

const SIGNALS: Readonly<Record<number, string>> = {
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  31: 'SIGSYS',
}

const MACH_EXCEPTIONS: Readonly<Record<number, string>> = {
  1: 'EXC_BAD_ACCESS',
  2: 'EXC_BAD_INSTRUCTION',
  3: 'EXC_ARITHMETIC',
  5: 'EXC_SOFTWARE',
  6: 'EXC_BREAKPOINT',
  10: 'EXC_CRASH',
  11: 'EXC_RESOURCE',
  12: 'EXC_GUARD',
}

/** No crash reporter lists more; a larger count is damage. */
const LIST_LIMIT = 10_000

/** A `minidump` item: the dump itself, without the attachment around it. */
export function readMinidumpItem(item: Item): readonly MinidumpRecord[] {
  return toMinidump(item, item.payload, readText(item.header['filename']))
}

/**
 * A native crash dump, read as far as shows what broke: reason, thread, system, modules.
 *
 *      0  'MDMP'   4  version   8  stream count   12  offset of the directory   20  time
 *     directory entry:  0  type   4  size   8  offset
 */
export function toMinidump(
  item: Item,
  data: Uint8Array,
  filename: string | undefined,
): readonly MinidumpRecord[] {
  const bytes = decompress(item, data)
  const view = bytes && createView(bytes)
  if (view === undefined) {
    item.report('payload-binary', 'no minidump begins like this')
    return []
  }
  const streams = readStreams(view)
  const system = readSystem(view, streams.get(7))
  const time = view.u32(20)
  return [
    {
      kind: 'minidump',
      time: time > 0 ? time * 1000 : item.receivedAt,
      item: item.index,
      scope: item.scope,
      eventId: item.eventId,
      filename,
      size: bytes?.length ?? data.length,
      os: system.os,
      cpu: system.cpu,
      crash: readCrash(view, streams.get(6), system.os),
      streams: [...streams].map(([type, { size }]) => ({
        type: STREAM_NAMES[type] ?? `0x${type.toString(16)}`,
        size,
      })),
      modules: readModuleList(view, streams.get(4)),
      data,
    },
  ]
}

interface Location {
  readonly size: number
  readonly offset: number
}

/** Reads numbers without throwing: what lies past the end is 0. */
interface View {
  readonly u16: (offset: number) => number
  readonly u32: (offset: number) => number
  readonly u64: (offset: number) => bigint
  readonly bytes: (offset: number, size: number) => Uint8Array
}

function decompress(item: Item, data: Uint8Array): Uint8Array | undefined {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data
  const inflated = item.inflate(data, 200 * 1024 * 1024)
  return inflated.ok ? inflated.bytes : undefined
}

function createView(bytes: Uint8Array): View | undefined {
  const magic = String.fromCharCode(...bytes.subarray(0, 4))
  if (magic !== 'MDMP' && magic !== 'PMDM') return undefined
  const little = magic === 'MDMP'
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fits = (offset: number, size: number): boolean => offset + size <= bytes.length
  return {
    u16: (offset) => (fits(offset, 2) ? data.getUint16(offset, little) : 0),
    u32: (offset) => (fits(offset, 4) ? data.getUint32(offset, little) : 0),
    u64: (offset) => (fits(offset, 8) ? data.getBigUint64(offset, little) : 0n),
    bytes: (offset, size) => bytes.subarray(offset, offset + size),
  }
}

function readStreams(view: View): ReadonlyMap<number, Location> {
  const streams = new Map<number, Location>()
  const directory = view.u32(12)
  const count = Math.min(view.u32(8), LIST_LIMIT)
  for (let index = 0; index < count; index++) {
    const entry = directory + index * 12
    const type = view.u32(entry)
    if (type !== 0) streams.set(type, { size: view.u32(entry + 4), offset: view.u32(entry + 8) })
  }
  return streams
}

function readSystem(
  view: View,
  stream: Location | undefined,
): { readonly os: string | undefined; readonly cpu: string | undefined } {
  if (stream === undefined) return { os: undefined, cpu: undefined }
  const { offset } = stream
  const platform = PLATFORMS[view.u32(offset + 20)]
  const version = [8, 12, 16].map((at) => view.u32(offset + at)).join('.')
  return {
    os:
      platform === undefined
        ? undefined
        : version === '0.0.0'
          ? platform
          : `${platform} ${version}`,
    cpu: CPUS[view.u16(offset)],
  }
}

function readCrash(
  view: View,
  stream: Location | undefined,
  os: string | undefined,
): MinidumpCrash | undefined {
  if (stream === undefined) return undefined
  const { offset } = stream
  const code = view.u32(offset + 8)
  const names = os?.startsWith('Windows')
    ? WINDOWS_CODES
    : os?.startsWith('macOS') || os?.startsWith('iOS')
      ? MACH_EXCEPTIONS
      : SIGNALS
  return {
    reason: names[code] ?? `0x${code.toString(16)}`,
    address: `0x${view.u64(offset + 24).toString(16)}`,
    threadId: view.u32(offset),
  }
}

const MODULE_SIZE = 108

function readModuleList(view: View, stream: Location | undefined): readonly DebugImage[] {
  if (stream === undefined) return []
  const modules: DebugImage[] = []
  const count = Math.min(view.u32(stream.offset), LIST_LIMIT, Math.floor(stream.size / MODULE_SIZE))
  for (let index = 0; index < count; index++) {
    const entry = stream.offset + 4 + index * MODULE_SIZE
    modules.push({
      type: 'minidump',
      debugId: readDebugId(view, view.u32(entry + 80), view.u32(entry + 76)),
      codeId: undefined,
      codeFile: readName(view, view.u32(entry + 20)),
      debugFile: undefined,
      address: `0x${view.u64(entry).toString(16)}`,
      size: view.u32(entry + 8),
      arch: undefined,
    })
  }
  return modules
}

/** A length in bytes, then UTF-16. */
function readName(view: View, offset: number): string | undefined {
  const size = Math.min(view.u32(offset), 4096)
  const text = new TextDecoder('utf-16le').decode(view.bytes(offset + 4, size))
  return text === '' ? undefined : text
}

/** ELF build ids have 20 bytes; the size a dump claims may be 4 GB, once for each of its modules. */
const BUILD_ID_LIMIT = 64

/** `RSDS`: a GUID and an age. `BpEL`: an ELF build id, whose first 16 bytes do the same. */
function readDebugId(view: View, offset: number, size: number): string | undefined {
  const magic = view.u32(offset)
  if (magic === 0x53445352 && size >= 24) {
    const guid = view.bytes(offset + 4, 16)
    // A GUID's first three parts are little-endian numbers, the rest plain bytes.
    const parts = [guid.slice(0, 4), guid.slice(4, 6), guid.slice(6, 8)]
    const numbers = parts.map((part) => toHex(part.toReversed()))
    return numbers.join('') + toHex(guid.slice(8)) + view.u32(offset + 20).toString(16)
  }
  if (magic !== 0x4270454c || size <= 4) return undefined
  return toHex(view.bytes(offset + 4, Math.min(size - 4, BUILD_ID_LIMIT)))
}
