import type { Plugin } from 'vite'

/** Where SDKs of one version share their client and scopes: on the window, under this name. */
const SHARED = '__SENTRY__'

/**
 * Gives the SDK we bring a place of its own. In the app's it would be taken for the app's, and
 * an app that starts the same version later would find a client there already, and say so.
 */
export function ownCarrier(): Plugin {
  return {
    name: 'own-carrier',
    transform: (code, id) =>
      /[\\/]@sentry[\\/]core[\\/].*[\\/]carrier\.js$/.test(id)
        ? { code: code.replaceAll(SHARED, '__footlightSentry'), map: null }
        : undefined,
  }
}
