import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const file = fileURLToPath(import.meta.url)

/** The ways a process ends, by name. */
const endings = {
  'uncaught error': () => {
    throw new TypeError('nobody caught it')
  },
  'error in a timer': () => {
    setTimeout(() => {
      throw new Error('late', { cause: new RangeError('the reason') })
    }, 200)
  },
  'no error at all': () => {
    throw { code: 42 }
  },
  'unhandled rejection': () => {
    void Promise.reject(new Error('nobody awaited it'))
  },
  'exit right after a line': () => {
    console.log('about to leave')
    process.exit(3)
  },
  'end of work': () => console.warn('that was all'),
  'own handlers': () => {
    process.on('uncaughtException', () => console.log('handled'))
    process.on('unhandledRejection', () => console.log('handled as well'))
    setTimeout(() => process.exit(4), 300)
    void Promise.reject(new Error('somebody listens'))
    throw new Error('somebody handles')
  },
  'a warning': () => process.emitWarning('watch out', 'SomethingWarning'),
  'error in a thread': () => new Worker(file, { argv: ['uncaught error'] }),
  'error in a thread that is watched': () =>
    new Worker(file, { argv: ['uncaught error'] }).on('error', ({ message }) =>
      console.log(message),
    ),
  'error in a child': () => fork(file, ['uncaught error']),
  'the whole console': () => {
    console.log('a %s of %o', 'line', { deep: [1] })
    console.info('info')
    console.debug('debug')
    console.table([{ a: 1 }])
    console.group('group')
    console.dir({ a: 1 })
    console.groupEnd()
    console.assert(false, 'asserted')
    console.trace('traced')
    console.error('error')
    console.log(console.log.name, console.log.length)
  },
}

endings[process.argv[2]]()
