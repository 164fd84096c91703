import * as Sentry from '@sentry/react'
import type { Action } from './action.ts'
import { askShop } from './ask-shop.ts'

const PURCHASES = 440
const PACKING_STEPS = ['wrap the lamp', 'fill the box', 'seal it']

/** 440 from the page, and one for each of its 60 lamps from the server. */
async function takeStock(): Promise<string> {
  for (let purchase = 1; purchase <= PURCHASES; purchase++) {
    const latencyMs = (purchase * 37) % 2400
    const attributes = {
      orderId: purchase,
      discountCode: purchase % 3 === 0 ? 'SAVE20' : 'NONE',
      latencyMs,
    }
    if (latencyMs > 2300) Sentry.logger.error('Purchase Failed', attributes)
    else if (latencyMs > 1800) Sentry.logger.warn('Purchase Delayed', attributes)
    else Sentry.logger.info('Purchase Completed', attributes)
  }
  await askShop('/stock', 'POST')
  return `${PURCHASES + 60} logs, from page and server.`
}

async function packParcel(): Promise<string> {
  await Sentry.startSpan(
    {
      name: 'pack a parcel',
      op: 'shop.pack',
      attributes: { 'parcel.lamps': 3, 'parcel.grams': 4200 },
    },
    async (parcel) => {
      for (const name of PACKING_STEPS) {
        // Named, because a browser has no way to know the active span after an `await`.
        await Sentry.startSpan({ name, op: 'shop.pack.step', parentSpan: parcel }, packOnePart)
      }
    },
  )
  return 'Packed, in three steps.'
}

function packOnePart(): Promise<void> {
  return new Promise((fulfil) => {
    setTimeout(fulfil, 40)
  })
}

async function recountWarehouse(): Promise<string> {
  await askShop('/recount', 'POST')
  return '100 shelves, 9,900 boxes, a span for each.'
}

export const volume: readonly Action[] = [
  { title: 'Log burst', story: '500 lines while stock is taken', run: takeStock },
  { title: 'Custom span', story: 'Packing a parcel, step by step', run: packParcel },
  { title: '10,000-span trace', story: 'Every box of the warehouse', run: recountWarehouse },
]
