import type { JsonObject } from '../json.ts'

/** Whose record this is: what every list can be narrowed by. Shared by the records of one item. */
export interface Scope {
  /** The project id of the DSN. */
  readonly project: string | undefined
  /** The DSN's public key: a label, never a secret. */
  readonly publicKey: string | undefined
  readonly service: string | undefined
  readonly environment: string | undefined
  readonly release: string | undefined
  readonly dist: string | undefined
  readonly serverName: string | undefined
  /** `javascript`, `node`, `python`, … */
  readonly platform: string | undefined
  readonly sdk: Sdk | undefined
}

export interface Sdk {
  readonly name: string
  readonly version: string | undefined
}

export interface RecordBase<K extends string> {
  readonly kind: K
  readonly time: number
  /** Which item of the arrival it was read from, counted from 0. */
  readonly item: number
  readonly scope: Scope
}

/** Values of attributes: what JSON can say. 64-bit integers beyond 2^53 are strings of digits. */
export type Attributes = JsonObject

export interface Measurement {
  readonly value: number
  readonly unit: string | undefined
}

export interface MeasurementSeries {
  readonly unit: string | undefined
  readonly values: readonly { readonly time: number; readonly value: number }[]
}
