import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HealthCheck } from './health-check.ts'
import { checkPages } from './page-check.ts'

interface Answer {
  readonly text: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

let answers: Readonly<Record<string, Answer>> = {}
let address = ''

/** As Vite does: who takes pages gets one, whatever the address. */
const server = createServer(({ url = '', headers: { accept } }, response) => {
  const answer = answers[accept?.includes('html') === true ? '/' : url]
  if (answer === undefined) {
    response.writeHead(404).end()
    return
  }
  const { text, type = 'text/html', headers = {} } = answer
  response.writeHead(200, { 'content-type': type, ...headers }).end(text)
})

beforeEach(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const boot = '<script>window.__footlight</script><script src="/__footlight/boot.js"></script>'
const client = (own: string) => ({ text: `${own} createHotContext`, type: 'text/javascript' })

function check(): Promise<readonly HealthCheck[]> {
  return checkPages({
    named: undefined,
    devServers: [address],
    hasVite: true,
    root: '/somewhere',
    sidecar: 'http://127.0.0.1:7',
  })
}

test.each<[string, Readonly<Record<string, Answer>>, string, string]>([
  ['the page has the script', { '/': { text: `<head>${boot}` } }, 'page good', ''],
  [
    'Vite has it in its client',
    { '/': { text: '<script src="/@vite/client">' }, '/@vite/client': client('__footlight') },
    'page good',
    '',
  ],
  [
    'a framework loads the client from a module',
    { '/': { text: '<script src="/entry.js">' }, '/@vite/client': client('__footlight') },
    'page good',
    '',
  ],
  [
    'Vite has no plugin',
    { '/': { text: '<script src="/@vite/client">' }, '/@vite/client': client('') },
    'page bad',
    'plugins: [footlight()]',
  ],
  [
    'the page loads nothing of the dev server',
    { '/': { text: '<h1>A page</h1>' }, '/@vite/client': client('__footlight') },
    'page bad',
    '<script type="module" src="/__footlight/boot.js">',
  ],
  [
    'a page of something else',
    { '/': { text: '<h1>A page</h1>' } },
    'page bad',
    '<script src="http://127.0.0.1:7/__footlight/loader.js">',
  ],
  [
    'no page',
    { '/': { text: '{}', type: 'application/json' } },
    'page warning',
    'footlight doctor',
  ],
])('%s', async (_sentence, given, expected, fix) => {
  answers = given
  const [first] = await check()
  expect(`${first?.link} ${first?.state}`).toBe(expected)
  expect(first?.fix ?? '').toContain(fix)
})

test('what a policy keeps out is named, with the line that lets it in', async () => {
  const policy = "default-src 'self'; connect-src https://api.example.com"
  answers = { '/': { text: boot, headers: { 'content-security-policy': policy } } }
  const [, ...checks] = await check()
  expect(checks.map(({ link, state, fix }) => [link, state, fix])).toEqual([
    ['policy', 'warning', expect.stringContaining("Add to default-src: 'unsafe-inline'")],
    ['policy', 'bad', "Add to connect-src: 'self'"],
  ])
})

test('a policy of the page itself counts as well', async () => {
  const meta = `<meta http-equiv="Content-Security-Policy" content="script-src 'nonce-a'">`
  answers = { '/': { text: `${meta}<script nonce="a">window.__footlight</script>${boot}` } }
  const [, ...checks] = await check()
  expect(checks.map(({ state, fix }) => [state, fix])).toEqual([
    ['bad', "Add to script-src: 'self'"],
  ])
})

test('a dev server that has ended is told of', async () => {
  server.close()
  const [first] = await check()
  expect(first?.state).toBe('warning')
  expect(first?.text).toContain('has ended')
})

test('nobody but this machine is asked', async () => {
  const [first] = await checkPages({
    named: undefined,
    devServers: ['http://192.0.2.1:5173/'],
    hasVite: true,
    root: '/somewhere',
    sidecar: undefined,
  })
  expect(first?.text).toContain('No dev server with the plugin')
})
