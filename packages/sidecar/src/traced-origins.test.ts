import { expect, test } from 'vitest'
import { createTracedOrigins } from './traced-origins.ts'

test.each<[string, unknown, readonly string[]]>([
  ['a server', { origin: 'http://localhost:4000', pid: 7 }, ['http://localhost:4000']],
  ['a server by its number', { origin: 'https://[::1]:4000', pid: 7 }, ['https://[::1]:4000']],
  ['an address with a path', { origin: 'http://localhost:4000/', pid: 7 }, []],
  ['what is no web server', { origin: 'file://localhost', pid: 7 }, []],
  ['no process', { origin: 'http://localhost:4000' }, []],
  ['half a process', { origin: 'http://localhost:4000', pid: 0.5 }, []],
  ['a group of processes', { origin: 'http://localhost:4000', pid: -7 }, []],
  ['nothing', undefined, []],
])('%s', (_sentence, said, expected) => {
  const origins = createTracedOrigins(() => true)
  origins.add(said)
  expect(origins.list()).toEqual(expected)
})

test('a process that has ended takes its servers with it', () => {
  const alive = new Set([7, 8])
  const origins = createTracedOrigins((pid) => alive.has(pid))
  origins.add({ origin: 'http://localhost:4000', pid: 7 })
  origins.add({ origin: 'http://localhost:4001', pid: 8 })
  alive.delete(7)
  expect(origins.list()).toEqual(['http://localhost:4001'])
  origins.add({ origin: 'http://localhost:4000', pid: 8 })
  expect(origins.list()).toHaveLength(2)
})

test('this process is one', () => {
  const origins = createTracedOrigins()
  origins.add({ origin: 'http://localhost:4000', pid: process.pid })
  origins.add({ origin: 'http://localhost:4001', pid: 2 ** 22 + 1 })
  expect(origins.list()).toEqual(['http://localhost:4000'])
})

test('whoever invents origins fills no memory', () => {
  const origins = createTracedOrigins(() => true)
  for (let port = 1; port <= 60; port++) origins.add({ origin: `http://localhost:${port}`, pid: 1 })
  expect(origins.list()).toHaveLength(50)
  expect(origins.list()).not.toContain('http://localhost:1')
})
