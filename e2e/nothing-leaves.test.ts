import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { openEnclosure } from './enclosure/enclosure.ts'
import { openFootlight } from './sidecar/footlight.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'

/** A DSN of production, as an app has one. */
const DSN = 'https://public@o4500000000000000.ingest.sentry.io/42'

const main = `import * as Sentry from '@sentry/browser'

Sentry.init({ dsn: '${DSN}', tracesSampleRate: 1 })
document.querySelector('#text').textContent = 'started'
document.querySelector('#throw').addEventListener('click', () => {
  throw new Error('the button was pressed')
})
`

test('no connection leaves loopback while a page is built, looked at, broken and repaired', async () => {
  const enclosure = await openEnclosure()
  const app = makeViteApp({ version: 8, files: { 'src/main.ts': main } })
  // The plugin joins it. One that it starts itself inherits no options of Node, and so is not listened to.
  await openFootlight({
    data: app.data,
    flags: ['--root', app.folder],
    environment: enclosure.environment,
  })
  const { url } = await app.start(undefined, enclosure.environment)
  const page = await enclosure.browser.newPage()
  await page.goto(`${url}?footlight=on`)
  await page.waitForFunction(() => document.querySelector('#text')?.textContent === 'started')
  await page.click('#throw')
  const [issue] = await until(async () => {
    const { items } = await app.ask<{ items: readonly { id: string; value: string }[] }>('issues')
    return items.length > 0 && items
  })
  expect(issue).toMatchObject({ value: 'the button was pressed' })
  const { token } = await page.evaluate(async () => {
    const answer = await fetch('/__footlight/session', { method: 'POST' })
    return (await answer.json()) as { token: string }
  })
  await page.goto(`${url}__footlight/issues/${issue?.id}?token=${token}`)
  await page.getByText('the button was pressed').first().waitFor()
  app.write('src/main.ts', main.replace('throw new Error', '// throw new Error'))
  await until(async () => (await app.ask<{ total: number }>('edits')).total > 0)
  await app.close()

  const { programs, pages, beyond } = await enclosure.close()
  expect(beyond).toEqual([])
  expect(pages).toBeGreaterThan(0)
  expect(programs).toContainEqual(expect.stringContaining('vite.js'))
  expect(programs).toContainEqual(expect.stringContaining('footlight.js'))
})

test('the enclosure sees who leaves', async () => {
  const { environment, browser, close } = await openEnclosure()
  // An address for examples: nobody answers there.
  const code = `require('node:net').connect(9, '192.0.2.1').on('error', () => {}).destroy()
    fetch('http://app.invalid/').catch(() => {})`
  const child = spawn(process.execPath, ['-e', code], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  await once(child, 'exit')
  const page = await browser.newPage()
  await page.goto('about:blank')
  await page.evaluate(async () => {
    await fetch('http://page.invalid/', { mode: 'no-cors' }).catch(() => undefined)
  })

  const { beyond } = await close()
  expect(beyond).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/: tcp 192\.0\.2\.1$/),
      expect.stringMatching(/: name app\.invalid$/),
      'a page: page.invalid',
    ]),
  )
})
