import { toLabelPrefix } from 'protocol'
import { describe, expect, test } from 'vitest'
import { readAddress } from './address.ts'
import { toIngestRoute } from './ingest-route.ts'

function route(method: string, target: string): ReturnType<typeof toIngestRoute> {
  const { path, query } = readAddress(target)
  return toIngestRoute(method, path, query)
}

describe('what an address says its body is', () => {
  test.each([
    ['POST', '/stream', 'envelope', undefined],
    ['POST', '/stream/', 'envelope', undefined],
    ['POST', '/api/1/envelope/', 'envelope', '1'],
    ['POST', '/api/my%20app/envelope', 'envelope', 'my app'],
    ['POST', '//api///1//envelope//', 'envelope', '1'],
    ['POST', '/some/prefix/api/7/envelope/', 'envelope', '7'],
    ['POST', '/api/1/store/', 'store', '1'],
    ['POST', '/api/store/', 'store', undefined],
    ['GET', '/api/1/store/?sentry_data=x', 'store', '1'],
    ['POST', '/api/1/security/?sentry_key=k', 'security', '1'],
    ['POST', '/api/1/csp-report/', 'security', '1'],
    ['POST', '/api/1/nel/', 'nel', '1'],
    ['POST', '/api/1/minidump/', 'minidump', '1'],
    ['POST', '/minidump/', 'minidump', undefined],
    ['POST', '/api/1/unreal/abc/', 'unreal', '1'],
    ['POST', '/api/1/events/e1/attachments/', 'attachments', '1'],
    ['GET', '/api/1/cron/nightly/?status=ok', 'cron', '1'],
    ['POST', '/api/1/cron/nightly/key/', 'cron', '1'],
    ['POST', '/v1/traces', 'otlp-traces', undefined],
    ['POST', '/v1/logs', 'otlp-logs', undefined],
    ['POST', '/v1/metrics', 'otlp-metrics', undefined],
    ['POST', '/api/1/integration/otlp/v1/traces/', 'otlp-traces', '1'],
    ['POST', '/api/1/otlp/v1/traces', 'otlp-traces', '1'],
    ['POST', '/api/1/integration/otlp/v1/logs', 'otlp-logs', '1'],
    ['POST', '/api/1/integration/vercel/logs', 'vercel', '1'],
    ['POST', '/api/1/integration/heroku/logs/', 'heroku', '1'],
    ['POST', '/drain/cloudflare', 'cloudflare', undefined],
    ['POST', '/drain/supabase', 'supabase', undefined],
    ['POST', '/drain/json', 'json', undefined],
    ['POST', '/k/secret/stream', 'envelope', undefined],
    ['POST', '/k/secret/api/1/envelope/', 'envelope', '1'],
  ])('%s %s', (method, path, format, project) => {
    expect(route(method, path)).toMatchObject({ format, project })
  })

  test.each([
    ['GET', '/stream'],
    ['POST', '/'],
    ['POST', '/streams'],
    ['POST', '/api/1/other/'],
    ['PUT', '/api/1/envelope/'],
    ['POST', '/__footlight/api/clear'],
    ['POST', '/constructor'],
  ])('%s %s takes nothing in', (method, path) => {
    expect(route(method, path)).toBeUndefined()
  })

  test('what path and query name goes along, but never the token', () => {
    expect(route('GET', '/api/1/cron/nightly/k/?status=ok&duration=3&token=secret')).toMatchObject({
      parameters: { slug: 'nightly', sentry_key: 'k', status: 'ok', duration: '3' },
    })
    expect(route('POST', '/stream?token=secret')?.parameters).toEqual({})
  })

  test('a key in the path', () => {
    expect(route('POST', '/k/secret/v1/traces')).toMatchObject({
      ingestKey: 'secret',
      format: 'otlp-traces',
    })
  })

  test('what an address was labelled with by `footlight run` goes along', () => {
    const prefix = toLabelPrefix({ keptFrom: 'o1.ingest.sentry.io', run: 'r', service: 'api' })
    expect(route('POST', `${prefix}/api/42/envelope/?sentry_key=k`)).toMatchObject({
      project: '42',
      parameters: {
        sentry_key: 'k',
        footlight_guard: 'keep',
        footlight_host: 'o1.ingest.sentry.io',
        run: 'r',
        service: 'api',
      },
    })
  })
})
