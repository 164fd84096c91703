import * as Sentry from '@sentry/node'
import express from 'express'
import type { ErrorRequestHandler } from 'express'
import { catalogue } from './catalogue.ts'
import { checkout } from './checkout.ts'
import { orders } from './orders.ts'
import { ratings } from './ratings.ts'
import { warehouse } from './warehouse.ts'

const answerError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) next(error)
  else response.status(500).json({ message: String(error) })
}

const app = express()
app.use(express.json())
app.use('/api', catalogue, ratings, checkout, orders, warehouse)
Sentry.setupExpressErrorHandler(app)
app.use(answerError)
app.listen(Number(process.env.PORT ?? 3000))
