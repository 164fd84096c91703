import { register } from 'node:module'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import { NodeSDK } from '@opentelemetry/sdk-node'

register('@opentelemetry/instrumentation/hook.mjs', import.meta.url)

// Where to, and under what name, stands in OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_SERVICE_NAME.
new NodeSDK({
  instrumentations: [new HttpInstrumentation(), new UndiciInstrumentation()],
}).start()
