import { matchesExpression, readExpression } from './expression/expression.ts'
import { readInstant } from './instant.ts'
import { matchesPattern, readPattern } from './pattern.ts'
import type { QueryOperator } from './syntax.ts'
import type { Unit } from './unit.ts'
import { readQuantity, readTruth, toAmount } from './value.ts'

/** One value of a field, in the field's unit. */
export type FieldValue = string | number | boolean

export type ValueTest = (value: FieldValue) => boolean

type Order = Exclude<QueryOperator, '=' | '!=' | '=~'>

/** Whether a value is what the operator asks for; `!=` is tested like `=`, to be turned around. */
export function toValueTest(
  operator: QueryOperator,
  raw: string,
  unit: Unit | undefined,
  now: number,
): ValueTest {
  const isTime = unit?.dimension === 'time'
  switch (operator) {
    case '=~':
      return toExpressionTest(raw)
    case '=':
    case '!=':
      return isTime ? toTimeTest(raw, now) : toEqualityTest(raw, unit)
    default: {
      const limit = isTime ? readInstant(raw, now)?.at : toFieldAmount(raw, unit)
      return limit === undefined
        ? never
        : toNumberTest((number) => compares(number, operator, limit))
    }
  }
}

/** From the first to the second, both included, the second to its end. */
export function toRangeTest(
  from: string,
  to: string,
  unit: Unit | undefined,
  now: number,
): ValueTest {
  if (unit?.dimension === 'time') {
    const first = readInstant(from, now)
    const last = readInstant(to, now)
    if (first === undefined || last === undefined) return never
    const end = Number.isFinite(last.from + last.to) ? last.to : last.at
    return toNumberTest((time) => time >= first.at && time < end)
  }
  const least = toFieldAmount(from, unit)
  const most = toFieldAmount(to, unit)
  if (least === undefined || most === undefined) return never
  return toNumberTest((number) => number >= least && number <= most)
}

function toEqualityTest(raw: string, unit: Unit | undefined): ValueTest {
  const pattern = readPattern(raw)
  const amount = toFieldAmount(raw, unit)
  const truth = readTruth(raw)
  return (value) => {
    if (typeof value === 'number' && amount !== undefined) return value === amount
    if (typeof value === 'boolean' && truth !== undefined) return value === truth
    return matchesPattern(pattern, String(value))
  }
}

function toTimeTest(raw: string, now: number): ValueTest {
  const instant = readInstant(raw, now)
  if (instant === undefined) return never
  const { from, to } = instant
  return toNumberTest((time) => time >= from && time < to)
}

function toExpressionTest(raw: string): ValueTest {
  const reading = readExpression(raw)
  if (!reading.ok) return never
  return (value) => matchesExpression(reading.expression, String(value))
}

function toNumberTest(test: (number: number) => boolean): ValueTest {
  return (value) => {
    const number = typeof value === 'string' ? readPlainNumber(value) : value
    return typeof number === 'number' && test(number)
  }
}

function compares(number: number, operator: Order, limit: number): boolean {
  if (number === limit) return operator === '>=' || operator === '<='
  return number > limit === (operator === '>' || operator === '>=')
}

function toFieldAmount(raw: string, unit: Unit | undefined): number | undefined {
  const quantity = readQuantity(raw)
  return quantity && toAmount(quantity, unit)
}

/** SDKs send many numbers as text. */
function readPlainNumber(text: string): number | undefined {
  const quantity = readQuantity(text)
  return quantity?.suffix === '' ? quantity.amount : undefined
}

function never(): boolean {
  return false
}
