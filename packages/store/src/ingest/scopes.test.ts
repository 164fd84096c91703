import { emptyScope } from 'protocol'
import { expect, test } from 'vitest'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore } from '../filled-store-fixture.ts'
import { createScopes } from './scopes.ts'
import type { Scopes } from './scopes.ts'

function invent(scopes: Scopes, from: number): readonly number[] {
  return Array.from({ length: 500 }, (_, index) =>
    scopes.numberOf({ ...emptyScope, service: 'web', release: `r${from + index}` }, 'run'),
  )
}

test.each(drivers)(
  'by %s, names that are made up end in one scope of their service',
  async (driver) => {
    const store = await openFilledStore(driver)
    const countRows = (): unknown =>
      store.database.get('SELECT count(*) AS n FROM scope', [])?.['n']
    const before = Number(countRows())
    const first = createScopes(store.database)
    const numbers = invent(first, 0)
    expect(new Set(numbers).size).toBe(201)
    expect(new Set(numbers.slice(200)).size).toBe(1)
    expect(first.serviceOf(numbers.at(-1) ?? 0)).toBe('web')
    // Those that were there before are still told apart, as are others and the next run.
    expect(invent(first, 0)).toEqual(numbers)
    const others = [
      first.numberOf({ ...emptyScope, service: 'api', release: 'r1' }, 'run'),
      first.numberOf({ ...emptyScope, service: 'web', release: 'r1' }, 'next'),
    ]
    expect(new Set([...numbers, ...others]).size).toBe(203)

    // The same after a restart.
    expect(new Set(invent(createScopes(store.database), 500))).toEqual(new Set(numbers.slice(-1)))
    expect(Number(countRows()) - before).toBe(203)
    store.close()
  },
)

test('services that are made up end in one scope of everybody', async () => {
  const store = await openFilledStore('wasm')
  const scopes = createScopes(store.database)
  const numberOf = (service: string): number => scopes.numberOf({ ...emptyScope, service }, 'run')
  store.database.exec('BEGIN')
  const numbers = Array.from({ length: 40_000 }, (_, index) => numberOf(`s${index}`))
  store.database.exec('COMMIT')
  expect(new Set(numbers).size).toBe(30_001)
  expect(new Set(numbers.slice(30_000)).size).toBe(1)
  expect(scopes.serviceOf(numbers.at(-1) ?? 0)).toBeUndefined()
  expect(numberOf('s7')).toBe(numbers[7])
  store.close()
})
