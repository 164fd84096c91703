import * as Sentry from '@sentry/node'
import { Router } from 'express'
import { query } from './database.ts'

export const warehouse: Router = Router()

const SHELVES = 100
const BOXES_PER_SHELF = 99

/** A span for each shelf and each box on it; with the request's own, over 10,000. */
warehouse.post('/recount', (_request, response) => {
  let boxes = 0
  for (let shelf = 1; shelf <= SHELVES; shelf++) {
    Sentry.startSpan({ name: `shelf ${shelf}`, op: 'warehouse.shelf' }, () => {
      for (let box = 1; box <= BOXES_PER_SHELF; box++) {
        Sentry.startSpan({ name: `box ${shelf}-${box}`, op: 'warehouse.box' }, () => boxes++)
      }
    })
  }
  response.json({ boxes, shelves: SHELVES })
})

warehouse.post('/stock', (_request, response) => {
  const products = query('SELECT id, name FROM product ORDER BY id')
  for (const { id, name } of products) {
    const left = (Number(id) * 7) % 23
    const attributes = { 'product.id': Number(id), 'stock.left': left }
    if (left === 0) Sentry.logger.error(Sentry.logger.fmt`${String(name)} is sold out`, attributes)
    else if (left < 4)
      Sentry.logger.warn(Sentry.logger.fmt`${String(name)} is running low`, attributes)
    else Sentry.logger.info(Sentry.logger.fmt`${String(name)} counted`, attributes)
  }
  response.json({ counted: products.length })
})
