import { fileURLToPath } from 'node:url'

/** The built panel and loader: beside the bundle; from the sources, where the build would put them. */
export const assetsFolder: string = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/assets' : './assets', import.meta.url),
)
