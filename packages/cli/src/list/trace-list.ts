import { toVisibleText } from 'protocol'
import type { TraceSummary } from 'protocol'
import { toShortAge, toBriefDuration } from '../terminal/time-text.ts'
import type { ListView } from './list-view.ts'

export const traceList: ListView<TraceSummary> = {
  names: ['trace', 'traces'],
  columns: ({ styles }, now) => [
    { title: 'id', text: ({ traceId }) => traceId.slice(0, 12), style: () => styles.accent },
    { title: 'took', text: ({ duration }) => toBriefDuration(duration), isRight: true },
    { title: 'spans', text: ({ spanCount }) => String(spanCount), isRight: true, dropsAt: 2 },
    {
      title: 'errors',
      text: ({ errorCount }) => (errorCount === 0 ? '' : String(errorCount)),
      isRight: true,
      style: () => styles.bad,
      dropsAt: 1,
    },
    {
      title: 'logs',
      text: ({ logCount }) => (logCount === 0 ? '' : String(logCount)),
      isRight: true,
      dropsAt: 4,
    },
    {
      title: 'start',
      text: ({ start }) => toShortAge(now - start),
      isRight: true,
      style: () => styles.dim,
      dropsAt: 3,
    },
    { title: 'service', text: ({ services }) => toVisibleText(services.join(',')), dropsAt: 5 },
    { title: 'op', text: ({ op }) => toVisibleText(op), style: () => styles.dim, dropsAt: 6 },
    { title: 'name', text: ({ name }) => toVisibleText(name.slice(0, 500)), isFlexible: true },
  ],
  fields: ({
    traceId,
    start,
    duration,
    spanCount,
    errorCount,
    logCount,
    services,
    op,
    name,
    status,
  }) => ({
    trace: traceId,
    start: new Date(start).toISOString(),
    duration_ms: duration,
    spans: spanCount,
    errors: errorCount,
    logs: logCount,
    service: services.join(','),
    op,
    name,
    status,
  }),
}
