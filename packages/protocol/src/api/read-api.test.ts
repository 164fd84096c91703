import { expect, test } from 'vitest'
import { toApiSchema } from '../../build/schema.ts'
import schema from './read-api.schema.json' with { type: 'json' }

test('the schema of the read API is the one its types make; `npm run schema -w protocol` writes it', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(toApiSchema())))
})

test('a record is answered flat: its own fields and those of its scope', () => {
  const item = schema.$defs.LogItem
  expect(Object.keys(item.properties)).toEqual(
    expect.arrayContaining([
      'id',
      'time',
      'level',
      'body',
      'attributes',
      'service',
      'project',
      'envelopeId',
    ]),
  )
  expect(Object.keys(item.properties)).not.toContain('scope')
  expect(item.required).not.toContain('traceId')
})
