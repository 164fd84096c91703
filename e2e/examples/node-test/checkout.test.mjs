import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startFootlight } from 'footlight/test'
import { startApp } from '../app/start-app.mjs'

let footlight
let app

before(async () => {
  footlight = await startFootlight()
  app = await startApp(footlight.env)
})

beforeEach(() => footlight.begin())

after(async () => {
  app.close()
  await footlight.close()
})

test('a checkout asks the database once for each item', async () => {
  await fetch(`${app.url}/checkout?items=5`)
  const { traceId } = await footlight.waitFor('name:"GET /checkout"', { list: 'traces' })
  const { spans } = await footlight.trace(traceId)
  assert.equal(spans.filter(({ op }) => op.startsWith('db')).length, 5)
  assert.deepEqual(await footlight.issues(), [])
})

test('an empty cart is told with its trace', async () => {
  await fetch(`${app.url}/checkout?items=0&fail`)
  const event = await footlight.waitFor('"cart is empty"')
  const { errors } = await footlight.trace(event.traceId)
  assert.deepEqual(
    errors.map(({ title }) => title),
    ['RangeError: cart is empty'],
  )
})
