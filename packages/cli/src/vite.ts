import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { createPlugin } from 'vite-plugin'
import type { FootlightOptions } from 'vite-plugin'
import { assetsFolder } from './assets-folder.ts'

export type { FootlightOptions, SidecarPlace } from 'vite-plugin'

/** In the package the two entries lie side by side. */
const program = fileURLToPath(new URL('footlight.js', import.meta.url))

/** Shows what the app just did inside its own page while the dev server runs. */
export function footlight(options: FootlightOptions = {}): Plugin {
  return createPlugin(options, { program, assets: assetsFolder })
}
