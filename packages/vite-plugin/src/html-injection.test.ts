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
): Promise<Pick<Response, 'headers' | 'status' | 'statusText'> & { readonly body: string }> {
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
  const { headers, status, statusText } = response
  return { body: await response.text(), headers, status, statusText }
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

test.each(['text/html', 'text/plain'])(
  'a server of %s says all it has to say, and is told when it was said',
  async (type) => {
    let isTold = false
    const { body, headers, status, statusText } = await get((response) => {
      const fields = ['content-type', type, 'Set-Cookie', 'a=1', 'set-cookie', 'b=2', 'X-Of', 'me']
      response.writeHead(201, 'Made', fields)
      response.end('3c68656164', 'hex', () => (isTold = true))
    })
    expect({ status, statusText }).toEqual({ status: 201, statusText: 'Made' })
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(headers.get('x-of')).toBe('me')
    expect(body).toBe(type === 'text/html' ? '<b/><head' : '<head')
    await expect.poll(() => isTold).toBe(true)
  },
)

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
