/** Variables by which the SDKs of an app under test find the sidecar, whichever they are. */
export type FootlightEnvironment = Readonly<Record<string, string>>

export function toEnvironment(url: string, ingestKey: string): FootlightEnvironment {
  const { host } = new URL(url)
  return {
    SENTRY_SPOTLIGHT: `${url}/stream`,
    SENTRY_DSN: `http://${ingestKey}@${host}/1`,
    SENTRY_TRACES_SAMPLE_RATE: '1',
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    FOOTLIGHT_URL: url,
  }
}
