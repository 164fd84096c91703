import type { Client } from 'client'
import type { EventItem } from 'protocol'
import type { FilePlace } from '../../component/open-editor.ts'

/** Where to open the editor for an event: one's own code nearest to the failure. */
export async function askFirstPlace(
  client: Pick<Client, 'ask'>,
  event: EventItem,
): Promise<FilePlace | undefined> {
  const outcome = await client.ask('sources', { event: event.id, around: '0', colours: 'none' })
  if (!outcome.ok) return undefined
  const frames = outcome.value.frames.toReversed().filter(({ file }) => file !== undefined)
  const frame = frames.find(({ inApp }) => inApp) ?? frames[0]
  if (frame?.file === undefined) return undefined
  return { file: frame.file, line: frame.line, column: frame.column }
}
