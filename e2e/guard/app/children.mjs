// An app that starts others in every way, most with an environment of their own. Each sends its name.
import { exec, execFile, fork, spawn } from 'node:child_process'
import cluster from 'node:cluster'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const file = fileURLToPath(import.meta.url)
const { DSN, PATH, NAME } = process.env

async function send(name) {
  const { origin, pathname, username } = new URL(DSN)
  const url = `${origin}/api${pathname}/envelope/?sentry_key=${username}`
  const toBody = (way) => {
    // Without one, what says the same is taken for the same.
    const event = { event_id: randomUUID().replaceAll('-', ''), message: `${name} by ${way}` }
    return `{}\n{"type":"event"}\n${JSON.stringify(event)}\n`
  }
  await (await fetch(url, { method: 'POST', body: toBody('fetch') })).text()
  const outgoing = request(url, { method: 'POST' })
  outgoing.end(toBody('http'))
  const [response] = await once(outgoing, 'response')
  await response.resume().toArray()
}

const own = (name) => ({ DSN, PATH, NAME: name })

async function startAll() {
  await send('main')
  await once(fork(file, { env: own('fork') }), 'exit')
  await once(spawn(process.execPath, [file], { env: own('spawn') }), 'exit')
  await once(exec(`"${process.execPath}" "${file}"`, { env: own('exec') }), 'exit')
  await once(execFile(process.execPath, [file], { env: own('file') }), 'exit')
  await once(new Worker(file, { env: own('worker') }), 'exit')
  await once(new Worker(file, { env: own('bare worker'), execArgv: [] }), 'exit')
  await once(new Worker(file, { argv: ['inheriting worker'], execArgv: [] }), 'exit')
  cluster.setupPrimary({ exec: file, args: ['cluster'] })
  await once(cluster.fork(), 'exit')
}

const name = NAME ?? process.argv[2]
if (name === undefined) await startAll()
else {
  await send(name)
  if (cluster.isWorker) process.exit(0)
}
