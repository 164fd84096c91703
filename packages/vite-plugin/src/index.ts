export type { FootlightOptions, SidecarPlace } from './options.ts'
export { createPlugin } from './plugin.ts'
