import type { Item } from '../item.ts'
import { isObject, readCount } from '../json.ts'
import { readMsgpack } from '../msgpack.ts'
import { readPayload } from '../payload.ts'
import type { ReplayRecord, ReplayRecordingRecord, ReplayVideoRecord } from '../record/replay.ts'
import { toReplay, toReplayRecording } from './replay.ts'

/**
 * A mobile replay's segment: a msgpack map of `replay_event` (JSON), `replay_recording` (header
 * line and JSON) and `replay_video` (MP4), each as bytes.
 */
export function readReplayVideoItem(
  item: Item,
): readonly (ReplayRecord | ReplayRecordingRecord | ReplayVideoRecord)[] {
  const reading = readMsgpack(item.payload)
  if (!reading.ok || !isObject(reading.value)) {
    item.report('payload-msgpack', reading.ok ? 'not a map' : reading.detail)
    return []
  }
  const { replay_event: event, replay_recording: recording, replay_video: video } = reading.value
  const payload = event instanceof Uint8Array ? readPayload(item, event) : undefined
  const replay = payload === undefined ? undefined : toReplay(item, payload)
  const replayId = replay?.id ?? item.eventId
  const records: (ReplayRecord | ReplayRecordingRecord | ReplayVideoRecord)[] = []
  if (replay !== undefined) records.push(replay)
  if (recording instanceof Uint8Array) records.push(...toReplayRecording(item, recording, replayId))
  if (video instanceof Uint8Array) {
    records.push({
      kind: 'replay_video',
      time: replay?.time ?? item.receivedAt,
      item: item.index,
      scope: replay?.scope ?? item.scope,
      replayId,
      segment: replay?.segment ?? readCount(item.header['segment_id']) ?? 0,
      size: video.length,
      data: video,
    })
  }
  return records
}
