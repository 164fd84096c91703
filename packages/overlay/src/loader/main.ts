import { readBoot } from './boot.ts'
import { callField, readField } from './field.ts'
import { openLoader } from './loader.ts'
import { timed } from './own-time.ts'
import { whenQuiet } from './quiet.ts'
import { readSaid } from './visibility.ts'

/** Two ways lead a page here, and a tab may have kept an older one: the first is the only one. */
const OPENED = Symbol.for('footlight.loader')

async function open(): Promise<void> {
  const facts = readField(window, '__footlight')
  const boot = readBoot(import.meta.url, facts, readField(window, '__spotlight'))
  const opened =
    window.top === window || readSaid(location) === 'on'
      ? openLoader(window, boot)
      : (await import('./relay.ts')).openRelay(window, boot, () =>
          callField(readField(window.top, OPENED), 'answer'),
        )
  Reflect.set(window, OPENED, opened)
  await (await import('../capture/capture-start.ts')).startCapture(window, boot.url)
}

if (readField(window, OPENED) === undefined) {
  Reflect.set(window, OPENED, {})
  // The page comes first. What is fetched is missing where the sidecar is away: nobody is there to tell.
  whenQuiet(window, () => timed(() => void open().catch(() => undefined)))
}
