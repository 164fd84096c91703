import { describe, expect, test } from 'vitest'
import { hasRealSdk } from './real-sdk.ts'

const otel = Symbol.for('opentelemetry.js.api.1')
const client = { getOptions: () => ({}) }

/** As SDKs ask their own scopes and hubs. */
const toOwner = (found: unknown): object => ({ getClient: () => found })

describe('an SDK has started', () => {
  test.each<[string, object, boolean]>([
    ['nobody is there', {}, false],
    ['Sentry 7', { __SENTRY__: { hub: toOwner(client), extensions: {} } }, true],
    ['Sentry 7 is only imported', { __SENTRY__: { hub: toOwner(undefined) } }, false],
    [
      'Sentry 8 and later',
      { __SENTRY__: { version: '11.0.0', '11.0.0': { defaultCurrentScope: toOwner(client) } } },
      true,
    ],
    [
      'one of two versions',
      {
        __SENTRY__: {
          version: '9.0.0',
          '9.0.0': { defaultCurrentScope: toOwner(undefined) },
          '10.0.0': { defaultCurrentScope: toOwner(client) },
        },
      },
      true,
    ],
    ['Sentry 8 is only imported', { __SENTRY__: { version: '8.0.0', '8.0.0': {} } }, false],
    ['OpenTelemetry', { [otel]: { version: '1.9.0', trace: {} } }, true],
    ['OpenTelemetry without a spanMaker', { [otel]: { version: '1.9.0', diag: {} } }, false],
    ['somebody else under the name', { __SENTRY__: 'mine', [otel]: 7 }, false],
  ])('%s', (_sentence, globals, isThere) => {
    expect(hasRealSdk(globals)).toBe(isThere)
  })
})
