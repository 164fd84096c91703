import { readBoot } from './boot.ts'
import { callField, readField } from './field.ts'
import { openLoader } from './loader.ts'
import { timed } from './own-time.ts'
import { whenQuiet } from './quiet.ts'
import { openRelay } from './relay.ts'
import { readSaid } from './visibility.ts'

/** Two ways lead a page here, and a tab may have kept an older one: the first is the only one. */
const OPENED = Symbol.for('footlight.loader')

/** What the browser keeps until somebody asks; unless told it is 250, and a dev server serves more modules. */
const RESOURCES = 1000

function open(): void {
  const facts = readField(window, '__footlight')
  const boot = readBoot(import.meta.url, facts, readField(window, '__spotlight'))
  const isTop = window.top === window || readSaid(location) === 'on'
  const opened = isTop
    ? openLoader(window, boot)
    : openRelay(window, boot, () => callField(readField(window.top, OPENED), 'answer'))
  Reflect.set(window, OPENED, opened)
}

if (typeof document !== 'undefined' && readField(window, OPENED) === undefined) {
  Reflect.set(window, OPENED, {})
  // The page comes first: what is measured meanwhile the browser keeps for us.
  performance.setResourceTimingBufferSize(RESOURCES)
  whenQuiet(window, () => timed(open))
}
