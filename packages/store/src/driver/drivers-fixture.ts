import type { DriverName } from './database.ts'
import { findNodeSqlite } from './node-sqlite.ts'

/** What the Node that runs the tests has: on Node 20 only the one compiled to WebAssembly. */
export const drivers: readonly DriverName[] =
  findNodeSqlite() === undefined ? ['wasm'] : ['node', 'wasm']
