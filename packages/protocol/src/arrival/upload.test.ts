import { expect, test } from 'vitest'
import { readArrival } from '../arrival-readers.ts'
import { toArrival } from '../arrival-fixture.ts'

test('an uploaded file says what its metadata says', () => {
  const metadata = { filename: 'core.dmp', event_id: 'b7f7e24d-0000-0000-cdbe-0641cba2d880' }
  const { records, problems } = readArrival(
    toArrival('bytes', {
      format: 'upload',
      parameters: { sentry: JSON.stringify(metadata), location: 'abc' },
    }),
  )
  expect(problems).toEqual([])
  expect(records).toMatchObject([
    {
      kind: 'attachment',
      filename: 'core.dmp',
      eventId: 'b7f7e24d00000000cdbe0641cba2d880',
      size: 5,
      location: 'abc',
    },
  ])
})

test('metadata that is no JSON is told, and the file is there all the same', () => {
  const { records, problems } = readArrival(
    toArrival('bytes', { format: 'upload', parameters: { sentry: '{', filename: 'a.txt' } }),
  )
  expect(problems).toMatchObject([{ code: 'payload-json' }])
  expect(records).toMatchObject([{ filename: 'a.txt', size: 5 }])
})
