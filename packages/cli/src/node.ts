import { fileURLToPath } from 'node:url'
import {
  guardChildren,
  isNoApp,
  openCapture,
  openGuard,
  openPreflights,
  readSettings,
  toSeeker,
} from 'node'
import packageJson from '../package.json' with { type: 'json' }

/**
 * `--import footlight/node`: from here on nothing of this process goes to production, and what it
 * does is told here, by its SDK or without one.
 */
const settings = readSettings(process.env)
if (settings !== undefined) {
  openGuard({ ...settings, sidecar: toSeeker(settings.sidecar) })
  guardChildren(process.env, import.meta.url)
  const folder = fileURLToPath(new URL('.', import.meta.url))
  if (settings.hasCapture && !isNoApp(process.argv[1], folder)) {
    const thread = new URL('./ship-thread.js', import.meta.url)
    openPreflights(settings)
    openCapture({ settings, thread, version: packageJson.version })
  }
}
