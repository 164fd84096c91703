import type { Action } from './action.ts'
import { askShop } from './ask-shop.ts'

const LAMPS_ON_SALE = 50
const LAST_PAGE_OF_ORDERS = 110
const LAMPS = [1, 2, 3, 4, 5, 6]
const ROUNDS = 3

async function openSale(): Promise<string> {
  await askShop(`/sale?products=${LAMPS_ON_SALE}`)
  return `${LAMPS_ON_SALE} lamps on sale: 151 queries, where one would do.`
}

async function openLastOrders(): Promise<string> {
  const start = performance.now()
  await askShop(`/orders?page=${LAST_PAGE_OF_ORDERS}`)
  return `The last page of orders took ${Math.round(performance.now() - start)} ms.`
}

async function showRatings(): Promise<string> {
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(LAMPS.map((id) => askShop(`/products/${id}/rating`)))
  }
  return `${LAMPS.length * ROUNDS} ratings read through the cache.`
}

export const queries: readonly Action[] = [
  { title: 'N+1 queries', story: 'The sale asks for each price alone', run: openSale },
  { title: 'Slow query', story: 'The last page of all orders', run: openLastOrders },
  { title: 'Cache', story: 'Ratings, missed first and then hit', run: showRatings },
]
