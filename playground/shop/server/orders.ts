import { Router } from 'express'
import { query } from './database.ts'

export const orders: Router = Router()

const PER_PAGE = 20

/** Adds up every order to sort them, whichever page is asked for, and `order_line` has no index. */
const mostValuable = `
  SELECT o.id, o.customer, (
    SELECT SUM(l.quantity * p.amount)
    FROM order_line l JOIN price p ON p.product_id = l.product_id
    WHERE l.order_id = o.id AND p.currency = 'EUR'
  ) AS total
  FROM customer_order o ORDER BY total DESC LIMIT ? OFFSET ?
`
  .trim()
  .replaceAll(/\s+/g, ' ')

orders.get('/orders', (request, response) => {
  const page = Number(request.query.page)
  response.json(query(mostValuable, [PER_PAGE, (page - 1) * PER_PAGE]))
})
