import { createServer } from 'node:http'
import { metrics, trace } from '@opentelemetry/api'
import { SeverityNumber, logs } from '@opentelemetry/api-logs'

const port = Number(process.env.PORT ?? 3000)
const REFUSED_FROM = 71

const tracer = trace.getTracer('payments')
const logger = logs.getLogger('payments')
const payments = metrics.getMeter('payments').createCounter('payments', { unit: '{payment}' })

const page = `<!doctype html><title>Payments</title>
<p><a href="/pay?amount=20">Pay 20</a>, or <a href="/pay?amount=900">900</a>, which looks like fraud.</p>`

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const amount = Number(searchParams.get('amount'))
  if (pathname === '/bank') response.end(`${amount} moved`)
  else if (pathname === '/pay') await answerPayment(amount, response)
  else response.setHeader('content-type', 'text/html').end(page)
}).listen(port)

async function answerPayment(amount, response) {
  try {
    response.end(await pay(amount))
  } catch (error) {
    trace.getActiveSpan()?.recordException(error)
    response.writeHead(402).end(String(error))
  }
}

async function pay(amount) {
  const score = checkFraud(amount)
  const isRefused = score >= REFUSED_FROM
  payments.add(1, { outcome: isRefused ? 'refused' : 'taken' })
  logger.emit({
    severityNumber: isRefused ? SeverityNumber.WARN : SeverityNumber.INFO,
    body: isRefused ? 'Payment refused' : 'Payment taken',
    attributes: { amount, 'fraud_check.score': score },
  })
  if (isRefused) throw new RangeError(`A fraud score of ${score} is too high`)
  const answer = await fetch(`http://127.0.0.1:${port}/bank?amount=${amount}`)
  return answer.text()
}

/** The more money, the more it looks like fraud. */
function checkFraud(amount) {
  return tracer.startActiveSpan('fraud check', (span) => {
    const score = Math.min(99, Math.round(amount / 10))
    span.setAttributes({ 'fraud_check.score': score, 'fraud_check.model': 'by-amount' })
    span.end()
    return score
  })
}
