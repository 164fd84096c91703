import { toSource } from '../query/source.ts'
import type { Whole } from './members.ts'

/** What a term about traces is asked of, beside the trace itself. */
export const traceWhole: Whole = {
  source: toSource('trace'),
  children: ['span', 'event', 'log'],
  link: 'trace',
}
