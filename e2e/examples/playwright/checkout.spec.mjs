import { expect as baseExpect, test as base } from '@playwright/test'
import { footlightFixture, footlightMatchers } from 'footlight/test'
import { startApp } from '../app/start-app.mjs'

const expect = baseExpect.extend(footlightMatchers)

const test = base.extend({
  footlight: footlightFixture(),
  app: async ({ footlight }, use) => {
    const app = await startApp(footlight.env)
    await use(app)
    app.close()
  },
})

test('buying asks the database three times', async ({ page, app, footlight }) => {
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Buy' }).click()
  await expect(page.getByText('bought')).toBeVisible()
  await expect(footlight).toHaveQueries({ max: 3 })
})

test('a page that throws fails its test, whatever it looks like', async ({ page, app }) => {
  test.fail()
  await page.goto(`${app.url}/?broken`)
  await page.getByRole('button', { name: 'Buy' }).click()
  await expect(page.getByText('bought')).toBeVisible()
})

test('a server that throws fails it too, with the trace in the report', async ({ page, app }) => {
  test.fail()
  const response = await page.request.get(`${app.url}/checkout?items=2&fail`)
  expect(response.status()).toBe(500)
})
