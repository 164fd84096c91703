import type { ServedModule } from 'protocol'
import { expect, onTestFinished, test } from 'vitest'
import type { SourcesQuestion } from './sources-message.ts'
import { createSourcesThread } from './sources-thread.ts'
import type { SourcesThread, SourcesThreadOptions } from './sources-thread.ts'

/** A thread that does what each test says with a message. */
function open(onMessage: string, options: Partial<SourcesThreadOptions> = {}): SourcesThread {
  const code = `
    import { parentPort, threadId } from 'node:worker_threads'
    const answer = (id, json) => parentPort.postMessage({ type: 'answer', id, reply: { ok: true, json } })
    const draft = (id, json) => parentPort.postMessage({ type: 'draft', id, reply: { ok: true, json } })
    parentPort.on('message', (message) => {
      const { type, id, question } = message
      const file = question?.place?.file
      ${onMessage}
    })`
  const thread = createSourcesThread({
    file: new URL(`data:text/javascript,${encodeURIComponent(code)}`),
    setup: { roots: [], buildFolders: [], editor: undefined },
    askServer: () => Promise.resolve(undefined),
    ...options,
  })
  onTestFinished(() => thread.close())
  return thread
}

function about(file: string): SourcesQuestion {
  return { type: 'editor', place: { file, line: undefined, column: undefined } }
}

async function ask(thread: SourcesThread, file = 'a'): Promise<string> {
  const reply = await thread.ask(about(file))
  return reply.ok ? reply.json : `${reply.status}: ${reply.failure.message}`
}

test('answers go to who asked, whatever their order', async () => {
  const thread = open(`setTimeout(() => answer(id, file), file === 'slow' ? 50 : 0)`)
  expect(await Promise.all([ask(thread, 'slow'), ask(thread, 'fast')])).toEqual(['slow', 'fast'])
})

test('a question that never ends is left, and the others are asked again', async () => {
  const thread = open(`if (file === 'hard') for (;;); answer(id, file)`, { limit: 1500 })
  expect(await Promise.all([ask(thread, 'hard'), ask(thread, 'easy')])).toEqual([
    '503: The source cannot be looked up: it took longer than 1.5 seconds.',
    'easy',
  ])
})

test('a question that does not get to its end is answered with what is known', async () => {
  const thread = open(`draft(id, 'draft'); if (file === 'hard') for (;;);`, { limit: 1500 })
  expect(await ask(thread, 'hard')).toBe('draft')
})

test.each([
  ['throws', `throw new Error('no luck')`, 'no luck'],
  ['ends', 'process.exit(1)', 'its thread ended'],
  ['takes all memory', 'const all = []; for (;;) all.push({ all })', 'memory'],
])('a thread that %s costs its question, not the next', async (_sentence, trouble, why) => {
  const thread = open(`if (file === 'bad') { ${trouble} } answer(id, file)`, { heap: 32 })
  expect(await ask(thread, 'bad')).toContain(why)
  expect(await ask(thread, 'good')).toBe('good')
})

test('a thread that nobody asks ends, and the next question starts another', async () => {
  const thread = open('answer(id, String(threadId))', { idle: 20 })
  const first = await ask(thread)
  expect(await ask(thread)).toBe(first)
  await expect.poll(() => ask(thread), { interval: 100, timeout: 5000 }).not.toBe(first)
})

test('it asks the dev server through us; one that fails is one that does not know', async () => {
  const module: ServedModule = { file: '/a.ts', code: 'let a', map: null }
  const thread = open(
    `if (type === 'question') parentPort.postMessage({ type: 'ask', id, url: file })
     else answer(id, JSON.stringify(message.module ?? null))`,
    {
      askServer: (url) => (url === 'known' ? Promise.resolve(module) : Promise.reject(new Error())),
    },
  )
  expect(await ask(thread, 'known')).toBe(JSON.stringify(module))
  expect(await ask(thread, 'unknown')).toBe('null')
})

test('more than a hundred at once are refused', async () => {
  const thread = open(`setTimeout(() => answer(id, 'ok'), 200)`)
  const all = await Promise.all(Array.from({ length: 101 }, () => ask(thread)))
  expect(all.filter((text) => text === 'ok')).toHaveLength(100)
  expect(all.at(-1)).toBe('503: The source cannot be looked up: too many ask at once.')
})

test('who still waits when it closes is told, and who asks then', async () => {
  const thread = open('')
  const waiting = ask(thread)
  await thread.close()
  expect(await waiting).toBe('503: The source cannot be looked up: the sidecar ends.')
  expect(await ask(thread)).toBe('503: The source cannot be looked up: the sidecar ends.')
})
