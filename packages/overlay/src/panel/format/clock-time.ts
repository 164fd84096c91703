const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

const clockWithMilliseconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
})

const wholeDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** `14:32:05`, of this machine's zone. */
export function toClockText(time: number): string {
  return format(clock, time)
}

/** `14:32:05.118`: for lists in which many things happen in a second. */
export function toExactClockText(time: number): string {
  return format(clockWithMilliseconds, time)
}

/** Today only the time, else the day before it: `20 Nov 14:32:05`. */
export function toDayClockText(time: number, now: number): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString()
  return isToday ? toClockText(time) : `${format(day, time)} ${toClockText(time)}`
}

/** `Friday 20 November`: above what happened on another day. */
export function toDayText(time: number): string {
  return format(wholeDay, time)
}

/** In full, for titles and copies. */
export function toIsoText(time: number): string {
  return isShown(time) ? new Date(time).toISOString() : String(time)
}

function format(formatter: Intl.DateTimeFormat, time: number): string {
  return isShown(time) ? formatter.format(time) : '–'
}

/** Telemetry may carry any number; a date has limits, and throws beyond them. */
function isShown(time: number): boolean {
  return Math.abs(time) <= 8.64e15
}
