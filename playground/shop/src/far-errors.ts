import * as Sentry from '@sentry/react'
import type { Action } from './action.ts'
import { askShop } from './ask-shop.ts'

async function checkOut(): Promise<string> {
  await askShop('/checkout', 'POST')
  return 'Thank you for your order.'
}

/** Nothing listens on port 1, and browsers do not even try. */
async function trackParcel(): Promise<string> {
  const response = await fetch('http://localhost:1/parcels/7')
  return `The carrier answered ${response.status}.`
}

let printer: Worker | undefined

function printLabel(): string {
  printer ??= openPrinter()
  printer.postMessage({ name: 'Gobo Moon 40' })
  return 'The label is being printed.'
}

function openPrinter(): Worker {
  const worker = new Worker(new URL('label-printer.ts', import.meta.url), { type: 'module' })
  Sentry.addIntegration(Sentry.webWorkerIntegration({ worker }))
  return worker
}

export const farErrors: readonly Action[] = [
  { title: 'Server error', story: 'A lamp in the cart has no price', run: checkOut },
  { title: 'Failed fetch', story: 'The carrier cannot be reached', run: trackParcel },
  { title: 'Worker error', story: 'A label has no address', run: printLabel },
]
