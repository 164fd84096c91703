import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { injectIntoPage } from './html-injection.ts'

let server: Server | undefined

afterEach(() => {
  server?.close()
})

/** What a browser gets of an answer that is made so. */
async function get(
  answer: (response: ServerResponse) => void,
  init: RequestInit = {},
): Promise<{ readonly body: string; readonly headers: Headers }> {
  const made = createServer((request, response) => {
    injectIntoPage(request, response, '<b/>')
    answer(response)
  })
  server = made
  await new Promise<void>((resolve) => {
    made.listen(0, '127.0.0.1', () => resolve())
  })
  const address = made.address()
  const port = typeof address === 'object' ? address?.port : 0
  const response = await fetch(`http://127.0.0.1:${port}/`, init)
  return { body: await response.text(), headers: response.headers }
}

const page = '<!doctype html><html><head lang="en"><title>Größe</title></head></html>'
const wanted = '<!doctype html><html><head lang="en"><b/><title>Größe</title></head></html>'

test.each([
  [
    'with its length in its head',
    (response: ServerResponse) => {
      response.writeHead(200, {
        'content-type': 'text/html;charset=utf-8',
        'content-length': Buffer.byteLength(page),
      })
      response.end(page)
    },
  ],
  [
    'in one piece',
    (response: ServerResponse) => {
      response.setHeader('content-type', 'text/html')
      response.end(page)
    },
  ],
  [
    'in pieces, its head in two of them',
    (response: ServerResponse) => {
      response.setHeader('content-type', 'text/html')
      const bytes = Buffer.from(page)
      response.write(bytes.subarray(0, 25))
      response.write(bytes.subarray(25, 60))
      response.end(bytes.subarray(60))
    },
  ],
  [
    'in pieces of text, with nothing at the end',
    (response: ServerResponse) => {
      response.setHeader('content-type', 'text/html')
      response.write(page.slice(0, 40), () => {
        response.write(page.slice(40))
        response.end()
      })
    },
  ],
])('a page that is sent %s gets the tags', async (_sentence, answer) => {
  const { body, headers } = await get(answer)
  expect(body).toBe(wanted)
  expect(headers.get('etag')).toBeNull()
})

test('a page without a head gets them at its start', async () => {
  const { body } = await get((response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<p>Hello')
  })
  expect(body).toBe('<b/><p>Hello')
})

test('what is no page is as it was', async () => {
  const { body, headers } = await get((response) => {
    response.writeHead(200, { 'content-type': 'text/javascript', 'content-length': 6, etag: '"1"' })
    response.end('<head>')
  })
  expect(body).toBe('<head>')
  expect(headers.get('content-length')).toBe('6')
  expect(headers.get('etag')).toBe('"1"')
})

test('the answer to HEAD has no body', async () => {
  const { body } = await get(
    (response) => {
      response.setHeader('content-type', 'text/html')
      response.end()
    },
    { method: 'HEAD' },
  )
  expect(body).toBe('')
})
