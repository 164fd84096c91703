import { expect, test } from 'vitest'
import { toPageHeaders, toSidecarHeaders } from './proxy-headers.ts'

test('a request goes on under the name of the sidecar, without cookies and what is of one hop', () => {
  const headers = {
    host: 'my.test:5173',
    ':authority': 'my.test:5173',
    cookie: 'session=secret',
    connection: 'keep-alive',
    'transfer-encoding': 'chunked',
    origin: 'http://my.test:5173',
    authorization: 'Bearer token',
  }
  expect(toSidecarHeaders(headers, 'http://127.0.0.1:8969')).toEqual({
    host: '127.0.0.1:8969',
    origin: 'http://my.test:5173',
    authorization: 'Bearer token',
  })
})

test('an answer comes back without what is of one hop', () => {
  const headers = { connection: 'close', 'keep-alive': 'timeout=5', etag: '"1"' }
  expect(toPageHeaders(headers)).toEqual({ etag: '"1"' })
})
