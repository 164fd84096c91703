import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

let footlight: Footlight
let browser: Browser
let server: Server
let port = 0

beforeAll(async () => {
  footlight = await openFootlight({ data: makeFolder() })
  // The site of somebody else, and its name for this machine.
  browser = await openBrowser(['--host-resolver-rules=MAP evil.example 127.0.0.1'])
  server = createServer((request, response) => {
    const report = `${footlight.url}/api/1/csp-report/?service=${toService(request.headers.host)}`
    response.writeHead(200, {
      'content-type': 'text/html',
      'content-security-policy': `font-src 'none'; report-uri ${report}`,
    })
    response.end('<!doctype html><title>a page</title><body></body>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  await browser.close()
  server.close()
  await footlight.stop()
  removeFolder(footlight.data)
})

function toService(host = ''): string {
  return host.split(':', 1)[0] ?? ''
}

async function openPage(host: string, path = '/', at = port): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`http://${host}:${at}${path}`)
  return page
}

/** Everything with which a page can make its browser say something to another address. */
const ways: Readonly<Record<string, (url: string, body: string) => Promise<unknown>>> = {
  fetch: (url, body) => fetch(`${url}/stream`, { method: 'POST', body }).catch(String),
  'fetch that wants no answer': (url, body) =>
    fetch(`${url}/stream`, { method: 'POST', mode: 'no-cors', body }).catch(String),
  'fetch of a page that hides its name': (url, body) =>
    fetch(`${url}/stream`, {
      method: 'POST',
      mode: 'no-cors',
      referrerPolicy: 'no-referrer',
      body,
    }).catch(String),
  'a beacon': (url, body) => Promise.resolve(navigator.sendBeacon(`${url}/stream`, body)),
  'a form': (url, body) => {
    const form = document.createElement('form')
    const frame = document.createElement('iframe')
    const [name = '', value = ''] = body.split('=')
    frame.name = 'answer'
    form.method = 'post'
    form.enctype = 'text/plain'
    form.target = 'answer'
    form.action = `${url}/stream`
    const field = document.createElement('input')
    field.name = name
    field.value = value
    form.append(field)
    document.body.append(frame, form)
    return new Promise((resolve) => {
      frame.addEventListener('load', resolve)
      form.submit()
    })
  },
  'an image': (url, body) => {
    const event = body.split('\n')[2] ?? ''
    const image = new Image()
    return new Promise((resolve) => {
      image.addEventListener('load', () => resolve('loaded'))
      image.addEventListener('error', () => resolve('refused'))
      image.src = `${url}/api/1/store/?sentry_data=${encodeURIComponent(event)}`
    })
  },
}

async function countOf(query: string, list = 'events'): Promise<number> {
  await settle(footlight)
  return (await footlight.read<{ total: number }>(list, { query })).total
}

function toBody(word: string): string {
  return `{}\n{"type":"event"}\n{"message":"${word}","extra":{"a":"="}}\n`
}

describe('sent by a page with', () => {
  test.each(Object.keys(ways))(
    '%s, of this machine it arrives, of another site not',
    async (way) => {
      const send = ways[way] ?? ways['fetch']
      const script = `(${String(send)})(...arguments[0])`
      for (const host of ['localhost', 'evil.example']) {
        const page = await openPage(host)
        const word = `${toService(host)} ${way.replaceAll(' ', '-')}`
        const argument = [footlight.url, toBody(word)]
        await page.evaluate(`(function(){ return ${script} })(${JSON.stringify(argument)})`)
        await page.close()
      }
      await expect.poll(() => countOf(`"localhost ${way.replaceAll(' ', '-')}"`)).toBe(1)
      expect(await countOf('"evil.example"')).toBe(0)
    },
  )

  test('a report of its policy, of this machine it arrives, of another site not', async () => {
    for (const host of ['evil.example', 'localhost']) {
      const page = await openPage(host)
      await page.evaluate(() => {
        document.body.innerHTML =
          '<style>@font-face{font-family:x;src:url(data:font/woff,x)}p{font-family:x}</style><p>a</p>'
        return document.fonts.load('1em x').catch(String)
      })
      await page.close()
    }
    await expect.poll(() => countOf('service:localhost', 'reports')).toBe(1)
    expect(await countOf('service:evil.example', 'reports')).toBe(0)
  })
})

describe('a page of another site that has come by the token', () => {
  const reads: Readonly<Record<string, (url: string, token: string) => Promise<unknown>>> = {
    'asks with fetch': (url, token) =>
      fetch(`${url}/__footlight/api/events?token=${token}`).then(
        (answer) => answer.text(),
        () => '',
      ),
    'asks for health': (url) =>
      fetch(`${url}/health`).then(
        (answer) => answer.text(),
        () => '',
      ),
    'follows the stream': (url, token) =>
      new Promise((resolve) => {
        const source = new EventSource(`${url}/stream?token=${token}`)
        source.addEventListener('open', () => resolve('open'))
        source.addEventListener('error', () => resolve(''))
      }),
    'opens a WebSocket': (url, token) =>
      new Promise((resolve) => {
        const address = `${url.replace('http', 'ws')}/__footlight/wire?token=${token}`
        const socket = new WebSocket(address)
        socket.addEventListener('open', () => resolve('open'))
        socket.addEventListener('error', () => resolve(''))
      }),
    'puts the panel into a frame': (url, token) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe')
        frame.src = `${url}/__footlight/?token=${token}`
        frame.addEventListener('load', () => {
          // What is refused to be framed is an empty page of nobody, which nobody may look into.
          let text = ''
          try {
            text = frame.contentDocument?.body.textContent ?? ''
          } catch {
            text = ''
          }
          resolve(text)
        })
        document.body.append(frame)
      }),
    'clears with a form': (url, token) => {
      const form = document.createElement('form')
      const frame = document.createElement('iframe')
      frame.name = 'cleared'
      form.method = 'post'
      form.target = 'cleared'
      form.action = `${url}/__footlight/api/clear?token=${token}`
      document.body.append(frame, form)
      return new Promise((resolve) => {
        frame.addEventListener('load', () => resolve(''))
        form.submit()
      })
    },
  }

  test.each(Object.keys(reads))('%s, and gets nothing', async (way) => {
    await fetch(`${footlight.url}/stream`, { method: 'POST', body: toBody('kept') })
    const page = await openPage('evil.example')
    const script = `(${String(reads[way])})(${JSON.stringify(footlight.url)}, ${JSON.stringify(footlight.token)})`
    expect(await page.evaluate(script)).toBe('')
    await page.close()
    expect(await countOf('"kept"')).toBeGreaterThan(0)
  })
})

test('a name that leads here does not make a page of this sidecar', async () => {
  const own = Number(new URL(footlight.url).port)
  const page = await openPage('evil.example', '/', own)
  expect(await page.textContent('body')).toContain('access-host')
  const answer = await page.evaluate(async (token) => {
    const response = await fetch('/__footlight/api/events', {
      headers: { authorization: `Bearer ${token}` },
    })
    return response.status
  }, footlight.token)
  expect(answer).toBe(403)
  await page.close()
})
