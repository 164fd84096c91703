import { readBoot } from './boot.ts'
import { callField, readField } from './field.ts'
import { openLoader } from './loader.ts'
import { timed } from './own-time.ts'
import { openRelay } from './relay.ts'
import { readSaid } from './visibility.ts'

/** Two ways lead a page here, and a tab may have kept an older one: the first is the only one. */
const OPENED = Symbol.for('footlight.loader')

function open(): void {
  const facts = readField(window, '__footlight')
  const boot = readBoot(import.meta.url, facts, readField(window, '__spotlight'))
  const isTop = window.top === window || readSaid(location) === 'on'
  const opened = isTop
    ? openLoader(window, boot)
    : openRelay(window, boot, () => callField(readField(window.top, OPENED), 'answer'))
  Reflect.set(window, OPENED, opened)
}

if (typeof document !== 'undefined' && readField(window, OPENED) === undefined) timed(open)
