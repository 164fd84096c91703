import { expect, test } from 'vitest'
import { createAsker } from './asker.ts'

test.each([
  [431, '', 'too-long', 'The question is longer than the server lets through.'],
  [414, '<html>', 'too-long', 'The question is longer than the server lets through.'],
  [502, 'Bad Gateway', 'status', 'The sidecar answered 502.'],
  [431, '{"failure":{"code":"own","message":"64 KB"}}', 'own', '64 KB'],
])('an answer of %s that says "%s" is a refusal: %s', async (status, body, code, message) => {
  const { ask } = createAsker({
    url: 'http://localhost:5173/__footlight/',
    token: () => 'token',
    fetch: () => Promise.resolve(new Response(body, { status })),
  })
  const outcome = await ask('logs', { query: 'a'.repeat(20_000) })
  expect(outcome).toMatchObject({ ok: false, failure: { code, message } })
})
