import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { findFreePort } from '../playground/free-port.ts'
import { startPlayground } from './started-playground.ts'

/** Containers often have the first only. */
const loopbacks = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses.filter(({ internal }) => internal))
  .map(({ address }) => address)

test.each(loopbacks)('a port that is taken on %s is replaced by a free one', async (host) => {
  const other = createServer().listen(0, host)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  expect(await findFreePort(port)).not.toBe(port)

  other.close()
  await once(other, 'close')
  expect(await findFreePort(port)).toBe(port)
})

test('page, server and sidecar start together and end together', async () => {
  const { addresses, read, stop } = await startPlayground('plain')
  const { page = '', server, sidecar } = addresses
  const tide = await fetch(`${page}api/tides/brest`)
  expect(await tide.json()).toEqual({ harbour: 'brest', metres: 6.8 })
  expect((await read('health')).root).toMatch(/plain$/)

  expect(await stop()).toBe(0)
  const answers = await Promise.allSettled([page, server, sidecar].map((url) => fetch(url)))
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})

test('an app that is not there is not started', async () => {
  await expect(startPlayground('elsewhere' as 'plain')).rejects.toThrow(
    'There is no playground called elsewhere.',
  )
})
