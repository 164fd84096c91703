import type { AnyHeard } from './heard.ts'

/** What the thread that ships is told at its start. */
export interface ShipOrder {
  readonly sidecar: string
  readonly run: string | undefined
  readonly service: string | undefined
  /** Of Footlight. */
  readonly version: string
  /** One number: how many of the batches have been dealt with. */
  readonly done: Int32Array
}

/** One message to the thread; nothing: there will be no other. */
export type Batch = readonly AnyHeard[] | undefined
