export { toGroup } from './grouping.ts'
export type { Group } from './grouping.ts'
