// Tests run the worker from its source, on Nodes that cannot read TypeScript by themselves.
import '@oxc-node/core/register'

await import('./worker.ts')
