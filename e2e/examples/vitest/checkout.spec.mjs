import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { footlightMatchers, startFootlight } from 'footlight/test'
import { startApp } from '../app/start-app.mjs'

expect.extend(footlightMatchers)

let footlight
let app

beforeAll(async () => {
  footlight = await startFootlight()
  app = await startApp(footlight.env)
})

beforeEach(() => footlight.begin())

afterAll(async () => {
  app.close()
  await footlight.close()
})

test('a checkout has no issues, asks the database three times and is fast', async () => {
  await fetch(`${app.url}/checkout?items=3`)
  await footlight.waitFor('name:"GET /checkout"', { list: 'spans' })
  await expect(footlight).toHaveNoIssues()
  await expect(footlight).toHaveQueries({ max: 3 })
  await expect(footlight).toBeFasterThan('2s')
})

test('an empty cart is an issue, and only that one', async () => {
  await fetch(`${app.url}/checkout?items=0&fail`)
  const event = await footlight.waitFor('error.type:RangeError')
  expect(event.exceptions[0].value).toBe('cart is empty')
  await expect(footlight).toHaveNoIssues('type:RangeError')
})
