import { Router } from 'express'
import { query } from './database.ts'
import { currencies } from './seed.ts'

export const catalogue: Router = Router()

catalogue.get('/products', (_request, response) => {
  const products = query(
    "SELECT id, name, lamp, watts, amount FROM product JOIN price ON product_id = id WHERE currency = 'EUR' ORDER BY id LIMIT 6",
  )
  response.json(products)
})

/** One query for the list, then one for each product and currency: what a join would do at once. */
catalogue.get('/sale', (request, response) => {
  const products = query('SELECT id, name FROM product ORDER BY id LIMIT ?', [
    Number(request.query.products),
  ])
  const sale = products.map((product) => ({
    ...product,
    lowest: currencies.flatMap((currency) =>
      query(
        'SELECT currency, MIN(amount) AS amount FROM past_price WHERE product_id = ? AND currency = ?',
        [Number(product.id), currency],
      ),
    ),
  }))
  response.json(sale)
})
