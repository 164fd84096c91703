import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { FilledStore } from '../filled-store-fixture.ts'
import { createRetention } from './retention.ts'

describe.each(drivers)('by %s', (driver) => {
  let store: FilledStore

  beforeEach(async () => {
    store = await openFilledStore(driver)
  })

  afterEach(() => store.close())

  const send = (service: string, at: number): Promise<void> => {
    const event_id = service.padStart(32, '0').replaceAll(/[^\da-f]/g, 'e')
    const event = { event_id, exception: { values: [{ type: 'E', value: 'no' }] } }
    return store.add({
      service,
      receivedAt: testNow + at,
      items: [[{ type: 'event' }, event], toLogItem([{ body: service }])],
    })
  }

  const clear = (before: number | undefined): void => {
    const retention = createRetention(store.database, { ...store, maxBytes: Infinity })
    retention.clear({ before, service: undefined })
    store.reader.forget()
  }

  const countScopes = (): unknown =>
    store.database.get('SELECT count(*) AS n FROM scope', [])?.['n']

  const services = (): unknown => store.list('issues').items[0]?.['services']

  test('who sent what is gone is gone as well, from issues too', async () => {
    for (let index = 0; index < 30; index++) await send(`made-up-${index}`, index)
    expect(countScopes()).toBe(30)
    clear(testNow + 28)
    expect(countScopes()).toBe(2)
    expect(services()).toEqual(['made-up-28', 'made-up-29'])
    expect(store.list('logs', { query: 'service:made-up-28' }).total).toBe(1)
    clear(undefined)
    expect(countScopes()).toBe(0)
  })

  test('the number of one that is gone names nobody but who gets it next', async () => {
    await send('first', 0)
    await send('second', 1)
    await send('third', 2)
    clear(testNow + 1)
    await send('fourth', 3)
    expect(services()).toEqual(['second', 'third', 'fourth'])
    for (const service of ['second', 'third', 'fourth'])
      expect(store.list('events', { query: `service:${service}` }).items).toMatchObject([
        { service },
      ])
    expect(store.list('events', { query: 'service:first' }).total).toBe(0)
  })
})
