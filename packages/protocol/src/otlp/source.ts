import type { Item } from '../item.ts'

/** Where batches come from: what their records need to know of the arrival or item. */
export type OtlpSource = Pick<Item, 'index' | 'scope' | 'receivedAt' | 'report' | 'allowance'>
