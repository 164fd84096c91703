import { valueLimit } from '../block/block-builder.ts'
import { mayContain } from '../block/filter.ts'
import { eachTrigram, hashKey, hashValue } from '../block/hash.ts'
import type { Block, BlockFacts, Range } from '../block/block.ts'
import type { AmongPlan, ComparePlan, EqualsPlan, Plan, Target } from './plan.ts'

/** Whether a block can hold a row that the plan asks for. May say yes wrongly, never no. */
export function mayMatch(plan: Plan, block: Block): boolean {
  switch (plan.type) {
    case 'all':
    case 'not':
      return true
    case 'none':
      return false
    case 'and':
      return plan.parts.every((part) => mayMatch(part, block))
    case 'or':
      return plan.parts.some((part) => mayMatch(part, block))
    case 'equals':
      return hasKey(plan.target, block) && mayEqual(plan, block)
    case 'compare':
      return mayCompare(plan, block)
    case 'like':
      return hasKey(plan.target, block) && mayBeLike(plan.target, plan.pieces, block)
    case 'matches':
    case 'has':
      return hasKey(plan.target, block)
    case 'contains':
      return block.facts.isPartial || plan.pieces.every((piece) => hasWords(piece, block))
    case 'among':
      return mayBeAmong(plan, block)
  }
}

function mayBeAmong({ column, numbers }: AmongPlan, { facts, first, last }: Block): boolean {
  if (column === 'no') return numbers.some((number) => number >= first && number <= last)
  if (column === 'scope') return isAnyOf(numbers, facts.scopes)
  const range = column === 'trace' ? facts.trace : readRange(facts, 'issue')
  return range !== undefined && numbers.some((number) => number >= range[0] && number <= range[1])
}

/** Both are long where a sender makes up names. */
function isAnyOf(numbers: readonly number[], scopes: readonly number[]): boolean {
  const known = new Set(scopes)
  return numbers.some((number) => known.has(number))
}

function toKey(target: Target): string {
  return target.type === 'column' ? target.name : target.key
}

function hasKey(target: Target, { filter, facts }: Block): boolean {
  // What every row has, and what only some have, is in no filter.
  if (target.type === 'column' && target.name === 'time') return true
  if (target.type === 'column' && target.name === 'trace') return facts.trace !== undefined
  return mayContain(filter, hashKey(toKey(target)) >>> 0)
}

function hasValue(target: Target, text: string, { filter }: Block): boolean {
  return mayContain(filter, hashValue(hashKey(toKey(target)), text))
}

function mayEqual({ target, text, number, truth }: EqualsPlan, block: Block): boolean {
  if (block.facts.isPartial || text.length > valueLimit) return true
  return [text, number, truth].some(
    (value) => value !== undefined && hasValue(target, String(value), block),
  )
}

function hasWords(text: string, { filter }: Block): boolean {
  let isThere = true
  eachTrigram(text, (hash) => {
    isThere &&= mayContain(filter, hash)
  })
  return isThere
}

function mayBeLike(target: Target, pieces: readonly string[], block: Block): boolean {
  if (target.type === 'attribute' || !target.hasWords || block.facts.isPartial) return true
  return pieces.every((piece) => hasWords(piece, block))
}

function mayCompare({ target, operator, value }: ComparePlan, { facts }: Block): boolean {
  // Nobody compares ids; they are hashed and no more.
  if (target.type === 'column' && target.fieldType === 'id') return true
  if (facts.isPartial) return true
  const isTime = target.type === 'column' && target.name === 'time'
  const range = isTime ? facts.time : readRange(facts, toKey(target))
  if (range === undefined) return false
  const [least, greatest] = range
  switch (operator) {
    case '>':
      return greatest > value
    case '>=':
      return greatest >= value
    case '<':
      return least < value
    case '<=':
      return least <= value
    default:
      return least <= value && greatest >= value
  }
}

/** Keys are the senders': `constructor` is one like any other. */
function readRange({ numbers }: BlockFacts, key: string): Range | undefined {
  return Object.hasOwn(numbers, key) ? numbers[key] : undefined
}
