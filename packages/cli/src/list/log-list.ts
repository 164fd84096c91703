import { toVisibleText } from 'protocol'
import type { LogItem } from 'protocol'
import { toLevelStyle } from '../terminal/styles.ts'
import { toWallClock } from '../terminal/time-text.ts'
import { toPairs } from './pairs.ts'
import type { ListView } from './list-view.ts'

export const logList: ListView<LogItem> = {
  names: ['log', 'logs'],
  columns: ({ styles }) => [
    {
      title: 'time',
      text: ({ time }) => toWallClock(time),
      style: () => styles.dim,
      dropsAt: 1,
    },
    {
      title: 'level',
      text: ({ level }) => level,
      style: ({ level }) => toLevelStyle(styles, level),
    },
    { title: 'service', text: ({ service }) => toVisibleText(service ?? ''), dropsAt: 2 },
    { title: 'message', text: ({ body }) => toVisibleText(body.slice(0, 2000)), isFlexible: true },
    {
      title: 'attributes',
      text: ({ attributes }) => toPairs(attributes),
      style: () => styles.dim,
      isFlexible: true,
      dropsAt: 3,
    },
  ],
  fields: ({ time, level, service, body, traceId, spanId, attributes }) => ({
    time: new Date(time).toISOString(),
    level,
    service,
    msg: body,
    trace: traceId,
    span: spanId,
    ...attributes,
  }),
}
