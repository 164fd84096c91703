import type { Asker } from 'client'
import type { HealthCheck } from './health-checks.ts'

/** Parts of SDKs, which send under the name of the whole. */
const PART = /^@sentry\/(?:.*-?core|profiling-node|opentelemetry|wasm|replay.*|feedback)$/

/** How what a package sends is found; `undefined` for one that does not send by itself. */
function toQuery(name: string): string | undefined {
  if (PART.test(name)) return undefined
  const [, sentry] = /^@sentry\/(.+)$/.exec(name) ?? []
  if (sentry !== undefined) return `sdk:sentry.javascript.${sentry}`
  return name.startsWith('@opentelemetry/') ? 'format:otlp*' : undefined
}

/** SDKs that are installed and have never been heard here, while others were. */
export async function checkSilence(
  { ask }: Asker,
  sdks: readonly string[],
): Promise<readonly HealthCheck[]> {
  const any = await ask('envelopes', { limit: '1' })
  if (!any.ok || any.value.items.length === 0) return []
  const checks = await Promise.all(
    sdks.map(async (name): Promise<readonly HealthCheck[]> => {
      const query = toQuery(name)
      if (query === undefined) return []
      const heard = await ask('envelopes', { query, limit: '1' })
      if (!heard.ok || heard.value.items.length > 0) return []
      return [
        {
          state: 'warning',
          text: `${name} is installed, and nothing has come from it.`,
          fix: 'Is it started, with a DSN or an endpoint, before the rest of the app? Start the app with `footlight run`.',
        },
      ]
    }),
  )
  return checks.flat()
}
