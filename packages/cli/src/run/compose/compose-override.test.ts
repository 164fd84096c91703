import { toLabelPrefix } from 'protocol'
import { expect, test } from 'vitest'
import { toComposeOverride } from './compose-override.ts'
import type { ComposeService } from './compose-override.ts'

interface Override {
  readonly services: Readonly<
    Record<
      string,
      { readonly environment: Record<string, string>; readonly extra_hosts: readonly string[] }
    >
  >
}

function make(...services: readonly ComposeService[]): Override['services'] {
  const url = 'http://127.0.0.1:8970'
  const text = toComposeOverride({ services, url, ingestKey: 'key', run: 'r', guard: undefined })
  return (JSON.parse(text) as Override).services
}

const inside = 'http://host.docker.internal:8970/k/key'

test('a container reaches the sidecar through the host, and its page on this machine', () => {
  const { api } = make({ name: 'api', environment: {} })
  const labels = toLabelPrefix({ run: 'r', service: 'api' })
  expect(api?.extra_hosts).toEqual(['host.docker.internal:host-gateway'])
  expect(api?.environment).toMatchObject({
    SENTRY_SPOTLIGHT: `${inside}${labels}/stream`,
    VITE_SENTRY_SPOTLIGHT: 'http://127.0.0.1:8970/stream',
    OTEL_EXPORTER_OTLP_ENDPOINT: inside,
    OTEL_SERVICE_NAME: 'api',
  })
  expect(Object.keys(api?.environment ?? {})).not.toContain('FOOTLIGHT_TOKEN')
})

test('what a service sets itself stays, and its DSN becomes a local one', () => {
  const environment = {
    SENTRY_DSN: 'https://public@o1.ingest.sentry.io/42',
    SENTRY_ENVIRONMENT: 'mine',
  }
  const { web, other } = make({ name: 'web', environment }, { name: 'other', environment: {} })
  const keptFrom = 'o1.ingest.sentry.io'
  const labels = toLabelPrefix({ run: 'r', service: 'web', keptFrom })
  expect(web?.environment['SENTRY_DSN']).toBe(
    `http://public@host.docker.internal:8970/k/key${labels}/42`,
  )
  expect(web?.environment).not.toHaveProperty('SENTRY_ENVIRONMENT')
  expect(other?.environment).not.toHaveProperty('SENTRY_DSN')
})

test('a dollar sign means itself', () => {
  const { a$b } = make({ name: 'a$b', environment: {} })
  expect(a$b?.environment['OTEL_SERVICE_NAME']).toBe('a$$b')
})
