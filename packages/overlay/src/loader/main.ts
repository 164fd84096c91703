import { readBoot } from './boot.ts'
import { callField, readField } from './field.ts'
import { openLoader } from './loader.ts'
import { openRelay } from './relay.ts'
import { readSaid } from './visibility.ts'

const start = performance.now()

/** Two ways lead a page here, and a tab may have kept an older one: the first is the only one. */
const OPENED = Symbol.for('footlight.loader')

if (typeof document !== 'undefined' && readField(window, OPENED) === undefined) {
  const facts = readField(window, '__footlight')
  const boot = readBoot(import.meta.url, facts, readField(window, '__spotlight'))
  const isTop = window.top === window || readSaid(location) === 'on'
  const opened = isTop
    ? openLoader(window, boot, start)
    : openRelay(window, boot, () => callField(readField(window.top, OPENED), 'answer'))
  Reflect.set(window, OPENED, opened)
}
