import { expect, test } from 'vitest'
import { hasAppSdk, isTelemetryAddress } from './app-sdk.ts'

interface ClientFacts {
  readonly enabled?: boolean
  readonly transport?: object
  readonly integrations?: readonly string[]
}

function makeClient({ enabled, transport, integrations = [] }: ClientFacts): object {
  return {
    getOptions: () => ({ enabled }),
    getTransport: () => transport,
    getIntegrationByName: (name: string) => (integrations.includes(name) ? {} : undefined),
  }
}

/** What version 8 and later leave on the window, and what version 7 left. */
function shared(facts: ClientFacts): object {
  const client = makeClient(facts)
  const stack = { getScope: () => ({ getClient: () => client }), getClient: () => undefined }
  return { __SENTRY__: { version: '11.0.0', '11.0.0': { stack } } }
}

function sharedBy7(facts: ClientFacts): object {
  const client = makeClient(facts)
  return { __SENTRY__: { hub: { getClient: () => client } } }
}

const otel = Symbol.for('opentelemetry.js.api.1')

test.each([
  ['nothing', {}, false],
  ['an SDK', shared({ transport: {} }), true],
  ['an SDK of version 7', sharedBy7({ transport: {} }), true],
  ['one that was only imported', { __SENTRY__: { '11.0.0': {} } }, false],
  ['one with nowhere to send to', shared({}), false],
  ['one that is switched off', shared({ enabled: false, transport: {} }), false],
  ['one that sends to a sidecar only', shared({ integrations: ['SpotlightBrowser'] }), true],
  ['the loader script', { Sentry: { forceLoad: () => undefined } }, true],
  ['an SDK somebody named', { Sentry: { forceLoad: () => 0, SDK_VERSION: '11' } }, false],
  ['OpenTelemetry’s SDK', { [otel]: { trace: {} } }, true],
  ['its API alone', { [otel]: { diag: {} } }, false],
  ['something of the app’s', { __SENTRY__: 'yes', Sentry: 1 }, false],
  [
    'something that throws',
    {
      get __SENTRY__(): never {
        throw new Error('no')
      },
    },
    false,
  ],
])('%s', (_sentence, window, expected) => {
  expect(hasAppSdk(window as Window)).toBe(expected)
})

const own = 'http://localhost:5173/app/__footlight/'

test.each([
  [`${own}api/42/envelope/?sentry_key=k&footlight_guard=keep`, true],
  ['https://o1.ingest.sentry.io/api/42/envelope/?sentry_key=k', true],
  ['http://localhost:4318/v1/traces', true],
  [`${own}stream`, false],
  [`${own}api/health`, false],
  ['http://localhost:5173/v1/orders', false],
  ['http://localhost:5173/api/42/orders', false],
])('%s is telemetry: %s', (address, expected) => {
  expect(isTelemetryAddress(address, own)).toBe(expected)
})
