import { guardChildren, openGuard, readSettings } from 'node'

/** `--import footlight/node`: from here on nothing of this process goes to production. */
const settings = readSettings(process.env)
if (settings !== undefined) {
  openGuard(settings)
  guardChildren(process.env, import.meta.url)
}
