import type * as Http from 'node:http'
import type * as Https from 'node:https'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * Node's own, as CommonJS has them. An `import` of `node:http` reads everything that it exports, and
 * since Node 22.5 that loads undici: 36 ms of the start of every process of the app. Asked for so,
 * because a child may have a Node that is older than `process.getBuiltinModule`.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `require` answers nobody can say
export const http = require('node:http') as typeof Http
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
export const https = require('node:https') as typeof Https
