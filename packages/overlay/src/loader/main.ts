import { readBoot } from './boot.ts'
import { openLoader } from './loader.ts'

const start = performance.now()

/** Two ways lead a page here, and a tab may have kept an older one: the first is the only one. */
const OPENED = Symbol.for('footlight.loader')

if (typeof document !== 'undefined' && Reflect.get(window, OPENED) === undefined) {
  const facts: unknown = Reflect.get(window, '__footlight')
  const spotlight: unknown = Reflect.get(window, '__spotlight')
  const boot = readBoot(import.meta.url, facts, spotlight)
  Reflect.set(window, OPENED, openLoader(window, boot, start))
}
