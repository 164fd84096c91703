import { deflateSync, gzipSync } from 'node:zlib'
import { encode } from '@msgpack/msgpack'
import { describe, expect, test } from 'vitest'
import { readOne, receivedAt, recordsOf } from '../arrival-fixture.ts'

const eventId = 'c'.repeat(32)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('recordings of replays', () => {
  const events = [
    { type: 4, timestamp: receivedAt + 5 },
    { type: 2, timestamp: receivedAt + 1 },
  ]
  const json = JSON.stringify(events)
  const head = bytes('{"segment_id":3}\n')

  test.each([
    ['plain', bytes(json)],
    ['zlib', deflateSync(json)],
    ['gzip', gzipSync(json)],
  ])('%s', (encoding, body) => {
    const payload = Uint8Array.from([...head, ...body])
    expect(
      readOne('replay_recording', payload, { header: { event_id: eventId } }).records,
    ).toMatchObject([
      {
        replayId: eventId,
        segment: 3,
        encoding,
        events,
        time: receivedAt + 1,
        endTime: receivedAt + 5,
      },
    ])
  })

  test('one whose header line is missing', () => {
    expect(readOne('replay_recording', json).records).toMatchObject([{ segment: 0, events }])
  })

  test.each([
    [
      'cut',
      Uint8Array.from([...head, ...deflateSync(json).subarray(0, 12)]),
      'payload-compression',
    ],
    ['no list', Uint8Array.from([...head, ...bytes('{}')]), 'payload-shape'],
    ['empty', new Uint8Array(), 'payload-json'],
  ])('%s: stays as bytes', (_sentence, payload, code) => {
    const { records, problems } = readOne('replay_recording', payload)
    expect(records).toMatchObject([{ kind: 'raw', size: payload.length }])
    expect(problems).toMatchObject([{ code }])
  })

  test('the event that goes with it', () => {
    const payload = {
      replay_id: eventId,
      segment_id: 1,
      replay_type: 'session',
      replay_start_timestamp: 1_700_000_000,
      urls: ['/a', 5],
      error_ids: ['e'],
      trace_ids: [],
      timestamp: 1_700_000_001,
    }
    expect(readOne('replay_event', payload).records).toMatchObject([
      {
        id: eventId,
        segment: 1,
        started: receivedAt,
        urls: ['/a'],
        errorIds: ['e'],
        time: receivedAt + 1000,
      },
    ])
  })

  test('a mobile one brings its film', () => {
    const payload = encode({
      replay_event: bytes(
        JSON.stringify({ replay_id: eventId, segment_id: 2, timestamp: 1_700_000_000 }),
      ),
      replay_recording: bytes(`{"segment_id":2}\n${json}`),
      replay_video: Uint8Array.of(1, 2, 3),
    })
    expect(readOne('replay_video', payload).records).toMatchObject([
      { kind: 'replay', id: eventId, segment: 2 },
      { kind: 'replay_recording', replayId: eventId, segment: 2, events },
      { kind: 'replay_video', replayId: eventId, segment: 2, size: 3 },
    ])
    expect(readOne('replay_video', payload.subarray(0, 40)).problems).toMatchObject([
      { code: 'payload-msgpack' },
    ])
  })

  test('lists that claim billions of entries are not made', () => {
    const claims = Uint8Array.from({ length: 150 }, (_, index) => (index % 5 === 0 ? 0xdd : 0xff))
    expect(readOne('replay_video', claims).problems).toMatchObject([{ code: 'payload-msgpack' }])
  })
})

describe('profiles', () => {
  const profile = {
    frames: [{ function: 'root' }, null, { function: 'busy', lineno: 3, in_app: true }],
    stacks: [[2, 0], [0]],
    thread_metadata: { '1': { name: 'main' } },
  }

  test('version 1 counts from the start, as number or digits', () => {
    const samples = [
      { elapsed_since_start_ns: '1000000', stack_id: 0, thread_id: 1 },
      { elapsed_since_start_ns: 3_000_000, stack_id: 1, thread_id: '1' },
      { stack_id: 9 },
    ]
    const { records } = readOne('profile', {
      version: '1',
      event_id: eventId,
      timestamp: '2023-11-14T22:13:20Z',
      transaction: {
        id: 'd'.repeat(32),
        name: 'job',
        trace_id: 'e'.repeat(32),
        active_thread_id: 1,
      },
      profile: { ...profile, samples },
      measurements: {
        cpu: { unit: 'percent', values: [{ value: '12.5', elapsed_since_start_ns: '2000000' }] },
      },
    })
    expect(records).toMatchObject([
      {
        id: eventId,
        format: 'sample-v1',
        time: receivedAt + 1,
        duration: 2,
        frames: [{ function: 'root' }, { function: undefined }, { function: 'busy', line: 3 }],
        stacks: [[2, 0], [0]],
        samples: [
          { time: receivedAt + 1, stack: 0, threadId: '1' },
          { time: receivedAt + 3, stack: 1 },
        ],
        threads: { '1': { name: 'main' } },
        transaction: { name: 'job', traceId: 'e'.repeat(32), activeThreadId: '1' },
        measurements: { cpu: { unit: 'percent', values: [{ time: receivedAt + 2, value: 12.5 }] } },
      },
    ])
  })

  test('version 2 tells the time of each sample', () => {
    const { records } = readOne('profile_chunk', {
      version: '2',
      profiler_id: 'a'.repeat(32),
      chunk_id: 'b'.repeat(32),
      profile: {
        ...profile,
        samples: [{ timestamp: 1_700_000_000.25, stack_id: 0, thread_id: '1' }],
      },
    })
    expect(records).toMatchObject([
      {
        id: 'b'.repeat(32),
        profilerId: 'a'.repeat(32),
        format: 'sample-v2',
        time: receivedAt + 250,
        duration: 0,
      },
    ])
  })

  test('an Android trace keeps what its envelope says', () => {
    const { records } = readOne('profile', {
      platform: 'android',
      sampled_profile: 'AAAA',
      transaction_id: 'd'.repeat(32),
      transaction_name: 'Main',
      trace_id: 'e'.repeat(32),
      duration_ns: '5000000',
    })
    expect(records).toMatchObject([
      {
        format: 'android',
        duration: 5,
        transaction: { name: 'Main', traceId: 'e'.repeat(32) },
        samples: [],
      },
    ])
  })
})

describe('attachments', () => {
  test('a file with line feeds and zero bytes', () => {
    const data = Uint8Array.of(0, 10, 10, 255)
    const item = {
      filename: 'a.bin',
      content_type: 'application/octet-stream',
      attachment_type: 'event.view_hierarchy',
    }
    expect(
      readOne('attachment', data, { header: { event_id: eventId }, item }).records,
    ).toMatchObject([
      {
        filename: 'a.bin',
        contentType: 'application/octet-stream',
        attachmentType: 'event.view_hierarchy',
        size: 4,
        eventId,
        data,
      },
    ])
  })

  test('an empty screenshot', () => {
    expect(readOne('attachment', '', { item: { filename: 's.png' } }).records).toMatchObject([
      { filename: 's.png', size: 0, attachmentType: 'event.attachment' },
    ])
  })

  test('a file of a trace: its own header, then the file', () => {
    const meta = JSON.stringify({
      trace_id: 'e'.repeat(32),
      filename: 't.txt',
      content_type: 'text/plain',
      timestamp: 1_700_000_000,
      attributes: { k: { value: 'v' } },
    })
    const item = {
      content_type: 'application/vnd.sentry.trace-attachment',
      meta_length: meta.length,
    }
    expect(readOne('attachment', `${meta}hello`, { item }).records).toMatchObject([
      {
        traceId: 'e'.repeat(32),
        filename: 't.txt',
        contentType: 'text/plain',
        size: 5,
        attributes: { k: 'v' },
        data: bytes('hello'),
      },
    ])
  })

  test('a placeholder for a file that is uploaded apart', () => {
    const item = {
      content_type: 'application/vnd.sentry.attachment-ref+json',
      attachment_length: 9_999,
      filename: 'big.mp4',
    }
    const payload = { location: 'https://x/1', content_type: 'video/mp4' }
    expect(readOne('attachment', payload, { item }).records).toMatchObject([
      {
        filename: 'big.mp4',
        contentType: 'video/mp4',
        size: 9_999,
        data: undefined,
        location: 'https://x/1',
      },
    ])
  })
})

describe('minidumps', () => {
  test('what crashed, where, with which modules', () => {
    const { records, problems } = readOne('attachment', toDump(), {
      header: { event_id: eventId },
      item: { filename: 'x.dmp', attachment_type: 'event.minidump' },
    })
    expect(problems).toEqual([])
    expect(records.map(({ kind }) => kind)).toEqual(['attachment', 'minidump'])
    expect(recordsOf('minidump', records)).toMatchObject([
      {
        eventId,
        filename: 'x.dmp',
        os: 'Linux 6.1.0',
        cpu: 'x86_64',
        crash: { reason: 'SIGSEGV', address: '0x10', threadId: 77 },
        streams: [{ type: 'SystemInfo' }, { type: 'Exception' }, { type: 'ModuleList' }],
        modules: [
          {
            codeFile: 'app',
            address: '0x400000',
            size: 4096,
            debugId: '030201000504070608091011121314151',
          },
        ],
        time: receivedAt,
      },
    ])
  })

  test('compressed', () => {
    expect(recordsOf('minidump', readOne('minidump', gzipSync(toDump())).records)).toHaveLength(1)
  })

  test.each([
    ['of 20 bytes', 24, 40],
    ['that claims 4 GB', 0xffffffff, 128],
  ])('a build id %s', (_sentence, size, digits) => {
    const dump = toDump()
    const view = new DataView(dump.buffer)
    view.setUint32(260, 0x4270454c, true)
    view.setUint32(296 + 76, size, true)
    const [minidump] = recordsOf('minidump', readOne('minidump', dump).records)
    expect(minidump?.modules[0]?.debugId).toHaveLength(digits)
  })

  test.each([
    ['text', bytes('hello')],
    ['nothing', new Uint8Array()],
    ['a header that points past the end', toDump().subarray(0, 40)],
    [
      'counts of 4 billion',
      Uint8Array.from([...toDump().subarray(0, 8), 255, 255, 255, 255, ...toDump().subarray(12)]),
    ],
  ])('%s does not throw', (_sentence, data) => {
    expect(() => readOne('minidump', data)).not.toThrow()
  })
})

/** The smallest dump with a system, an exception and one module. */
function toDump(): Uint8Array {
  const dump = new DataView(new ArrayBuffer(420))
  const text = (at: number, words: string): void =>
    bytes(words).forEach((byte, index) => dump.setUint8(at + index, byte))
  const u32 = (at: number, value: number): void => dump.setUint32(at, value, true)
  text(0, 'MDMP')
  u32(8, 3)
  u32(12, 32)
  u32(20, 1_700_000_000)
  const streams: readonly (readonly [number, number, number])[] = [
    [7, 56, 68],
    [6, 168, 124],
    [4, 112, 292],
  ]
  streams.forEach(([type, size, offset], index) => {
    u32(32 + index * 12, type)
    u32(36 + index * 12, size)
    u32(40 + index * 12, offset)
  })
  dump.setUint16(68, 9, true)
  u32(68 + 8, 6)
  u32(68 + 12, 1)
  u32(68 + 20, 0x8201)
  u32(124, 77)
  u32(124 + 8, 11)
  dump.setBigUint64(124 + 24, 0x10n, true)
  u32(292, 1)
  dump.setBigUint64(296, 0x400000n, true)
  u32(296 + 8, 4096)
  u32(296 + 20, 240)
  u32(296 + 76, 24)
  u32(296 + 80, 260)
  u32(240, 6)
  bytes('app').forEach((byte, index) => dump.setUint16(244 + index * 2, byte, true))
  text(260, 'RSDS')
  const guid = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15]
  guid.forEach((byte, index) => dump.setUint8(264 + index, byte))
  u32(280, 1)
  return new Uint8Array(dump.buffer)
}
