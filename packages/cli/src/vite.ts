import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { createPlugin } from 'vite-plugin'
import type { FootlightOptions } from 'vite-plugin'

export type { FootlightOptions, SidecarPlace } from 'vite-plugin'

/** Shows what the app just did inside its own page while the dev server runs. */
export function footlight(options: FootlightOptions = {}): Plugin {
  return createPlugin(options, program)
}

/** In the package the two entries lie side by side. */
const program = fileURLToPath(new URL('footlight.js', import.meta.url))
