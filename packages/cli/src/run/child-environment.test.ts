import { toLabelPrefix } from 'protocol'
import { describe, expect, test } from 'vitest'
import { browserPrefixes, toChildEnvironment } from './child-environment.ts'
import type { ChildEnvironmentOptions } from './child-environment.ts'

const url = 'http://127.0.0.1:8969'
const preload = 'file:///a%20b/node.js'

function make(options: Partial<ChildEnvironmentOptions> = {}) {
  const inherited = options.inherited ?? { PATH: '/bin' }
  const given = {
    dotEnv: {},
    url,
    token: 't',
    run: 'r',
    service: 'shop',
    guard: undefined,
    preload,
  }
  return toChildEnvironment({ ...given, ...options, inherited })
}

test('a child finds the sidecar by every name that SDKs read', () => {
  const { variables, left } = make()
  expect(variables).toMatchObject({
    PATH: '/bin',
    FOOTLIGHT_URL: url,
    FOOTLIGHT_TOKEN: 't',
    FOOTLIGHT_RUN: 'r',
    FOOTLIGHT_SERVICE: 'shop',
    NODE_OPTIONS: `--import=${preload}`,
    SENTRY_SPOTLIGHT: `${url}${toLabelPrefix({ run: 'r', service: 'shop' })}/stream`,
    SENTRY_TRACES_SAMPLE_RATE: '1',
    SENTRY_ENVIRONMENT: 'development',
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_LOGS_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_SERVICE_NAME: 'shop',
    ...Object.fromEntries(
      browserPrefixes.map((prefix) => [`${prefix}SENTRY_SPOTLIGHT`, `${url}/stream`]),
    ),
  })
  expect(variables).not.toHaveProperty('SENTRY_DSN')
  expect(left).toEqual([])
})

describe('what the developer set stays', () => {
  test.each([
    ['in the environment', { inherited: { SENTRY_TRACES_SAMPLE_RATE: '0.2' } }, '0.2'],
    ['in a file', { dotEnv: { SENTRY_TRACES_SAMPLE_RATE: '0.2' } }, undefined],
  ])('%s', (_sentence, options, value) => {
    const { variables, left, changed } = make(options)
    expect(variables['SENTRY_TRACES_SAMPLE_RATE']).toBe(value)
    expect(left).toEqual(['SENTRY_TRACES_SAMPLE_RATE'])
    expect(changed).not.toContain('SENTRY_TRACES_SAMPLE_RATE')
  })

  test('an OTLP endpoint of their own is not mixed with ours', () => {
    const { variables } = make({ inherited: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://otel' } })
    expect(Object.keys(variables).filter((name) => name.startsWith('OTEL_'))).toEqual([
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    ])
  })

  test('their options of Node come first', () => {
    const { variables } = make({ inherited: { NODE_OPTIONS: '--inspect' } })
    expect(variables['NODE_OPTIONS']).toBe(`--inspect --import=${preload}`)
  })
})

describe('a DSN', () => {
  const dsn = 'https://key@o1.ingest.sentry.io/42'
  const host = 'o1.ingest.sentry.io'
  const prefix = toLabelPrefix({ run: 'r', service: 'shop', keptFrom: host })
  const local = `http://key@127.0.0.1:8969${prefix}/42`

  test.each([
    ['of the environment is kept here', { inherited: { SENTRY_DSN: dsn } }, local],
    ['of a file is kept here', { dotEnv: { SENTRY_DSN: dsn } }, local],
    ['stays under mirror', { inherited: { SENTRY_DSN: dsn }, guard: 'mirror' }, dsn],
    ['stays under off', { inherited: { SENTRY_DSN: dsn }, guard: 'off' }, dsn],
    [
      'of a project that is mirrored stays',
      { inherited: { SENTRY_DSN: dsn }, guard: 'keep,42=mirror' },
      dsn,
    ],
    [
      'of a project that is kept is kept',
      { inherited: { SENTRY_DSN: dsn }, guard: 'off,42=keep' },
      local,
    ],
    ['of an outer run is production’s still', { inherited: { SENTRY_DSN: local } }, local],
    ['that is none stays', { inherited: { SENTRY_DSN: 'off' } }, 'off'],
    ['that is empty stays', { inherited: { SENTRY_DSN: '' } }, ''],
  ])('%s', (_sentence, options, value) => {
    expect(make(options).variables['SENTRY_DSN']).toBe(value)
  })
})

test('under off SDKs are not told of us', () => {
  const { changed } = make({ guard: 'off' })
  expect(changed.filter((name) => name.includes('SENTRY'))).toEqual([])
})

test('what an outer run has set is ours to set anew', () => {
  const outer = make({ inherited: { SENTRY_ENVIRONMENT: 'mine' } }).variables
  const { variables, left } = make({ inherited: outer, service: 'api' })
  expect(variables).toMatchObject({
    OTEL_SERVICE_NAME: 'api',
    SENTRY_ENVIRONMENT: 'mine',
    NODE_OPTIONS: `--import=${preload}`,
  })
  expect(left).toEqual(['SENTRY_ENVIRONMENT'])
})
