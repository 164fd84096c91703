import { Router } from 'express'
import { query } from './database.ts'

export const checkout: Router = Router()

/** Throws: the cart holds a lamp that has left the catalogue, and so has no price. */
checkout.post('/checkout', (_request, response) => {
  const items = query('SELECT product_id, quantity FROM cart_item WHERE cart_id = ?', [1])
  let total = 0
  for (const item of items) {
    const [product] = query(
      "SELECT name, amount FROM product JOIN price ON product_id = id WHERE id = ? AND currency = 'EUR'",
      [Number(item.product_id)],
    )
    total += Number(product.amount) * Number(item.quantity)
  }
  response.json({ total })
})
