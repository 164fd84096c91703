import * as Sentry from '@sentry/react'
import type { Action } from './action.ts'

interface Price {
  readonly amount: number
}

class CouponRefused extends Error {
  override readonly name = 'CouponRefused'
}

const prices: Record<string, Price> = { EUR: { amount: 1250 }, USD: { amount: 1390 } }

function applyCoupon(): string {
  try {
    readCoupon('{"code":"SAVE20"')
  } catch (error) {
    Sentry.captureException(error, { tags: { coupon: 'SAVE20' } })
  }
  return 'The coupon was refused, reported, and the shop went on.'
}

function readCoupon(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CouponRefused('The coupon cannot be read', { cause })
  }
}

function buyInPounds(): string {
  const price = prices.GBP
  return `That makes ${price.amount / 100} pounds.`
}

async function askSuppliers(): Promise<string> {
  const answers = await Promise.allSettled(['Adler', 'Brightwell', 'Candela'].map(askSupplier))
  const refusals = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason] : [],
  )
  throw new AggregateError(refusals, 'No supplier can deliver')
}

async function askSupplier(name: string): Promise<never> {
  await Promise.resolve()
  throw new RangeError(`${name} has no fresnels left`)
}

async function recommendLamps(): Promise<string> {
  await Promise.resolve()
  throw new Error('No recommendations for a cart of 0 lamps')
}

export const pageErrors: readonly Action[] = [
  { title: 'Handled error', story: 'A coupon is cut off in the middle', run: applyCoupon },
  { title: 'Unhandled error', story: 'A price is missing when you buy', run: buyInPounds },
  { title: 'Error group', story: 'All three suppliers refuse', run: askSuppliers },
  { title: 'Rejected promise', story: 'Nobody waits for recommendations', run: recommendLamps },
]
