import type * as Http from 'node:http'
import type * as Https from 'node:https'

/**
 * Node's own, as CommonJS has them. An `import` of `node:http` reads everything that it exports, and
 * since Node 22.5 that loads undici: 36 ms of the start of every process of the app.
 */
export const http: typeof Http = process.getBuiltinModule('node:http')
export const https: typeof Https = process.getBuiltinModule('node:https')
