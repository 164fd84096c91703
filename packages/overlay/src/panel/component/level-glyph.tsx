import type { VNode } from 'preact'
import type { IssueStatus, Level, LogLevel } from 'protocol'

interface Glyph {
  readonly tone: string
  readonly words: string
  readonly shape: string
  /** Drawn in the colour behind the filled shape. */
  readonly on?: string
}

const CIRCLE = 'M12.500 7a5.500 5.500 0 1 1-11 0 5.500 5.500 0 0 1 11 0z'
const RING = 'M12.300 7a5.300 5.300 0 1 1-10.600 0 5.300 5.300 0 0 1 10.600 0z'

export type GlyphName = Level | 'trace' | 'finding' | Exclude<IssueStatus, 'new' | 'ongoing'>

const glyphs: Readonly<Record<GlyphName, Glyph>> = {
  fatal: {
    tone: 'fatal',
    words: 'Fatal',
    shape: 'M4.600 1.200h4.800l3.400 3.400v4.800l-3.400 3.400H4.600L1.200 9.400V4.600z',
    on: 'M7 4v3.500M7 9.900v.1',
  },
  error: {
    tone: 'error',
    words: 'Error',
    shape: CIRCLE,
    on: 'M5.200 5.200l3.600 3.600M8.800 5.200 5.200 8.800',
  },
  regressed: {
    tone: 'error',
    words: 'Came back',
    shape: CIRCLE,
    on: 'M4.800 6.200A2.500 2.500 0 1 1 4.600 8M4.600 4.400v1.900h1.900',
  },
  warning: {
    tone: 'warning',
    words: 'Warning',
    shape: 'M7 1.800 12.800 12H1.200zM7 5.800v2.700M7 10.200v.1',
  },
  info: { tone: 'info', words: 'Info', shape: `${RING}M7 6.500v3.200M7 4.300v.1` },
  debug: { tone: 'debug', words: 'Debug', shape: 'M4 7h6' },
  trace: { tone: 'debug', words: 'Trace', shape: 'M5.500 7h3' },
  finding: {
    tone: 'perf',
    words: 'Performance finding',
    shape: 'M2 9.800a5.200 5.200 0 1 1 10 0M7 8.800l2.500-3M1.500 11.800h11',
  },
  resolved: { tone: 'good', words: 'Resolved', shape: `${RING}M4.700 7.200l1.600 1.600 3-3.400` },
  muted: { tone: 'muted', words: 'Muted', shape: `${RING}M3.500 10.500l7-7` },
}

/** How bad something is: a shape first, then a colour, and a name for readers. */
export function LevelGlyph({ name }: { readonly name: GlyphName }): VNode {
  const glyph = glyphs[name]
  return (
    <svg class={`fl-lvl ${glyph.tone}`} viewBox="0 0 14 14" role="img" aria-label={glyph.words}>
      <path d={glyph.shape} />
      {glyph.on === undefined ? null : <path class="on" d={glyph.on} />}
    </svg>
  )
}

export function toGlyphName(level: Level | LogLevel): GlyphName {
  return level === 'warn' ? 'warning' : level
}

/** An issue shows what became of it before how bad it is. */
export function toIssueGlyph(issue: {
  readonly kind: string
  readonly level: Level
  readonly status: IssueStatus
}): GlyphName {
  if (issue.status === 'resolved' || issue.status === 'muted') return issue.status
  if (issue.kind !== 'error' && issue.kind !== 'message') return 'finding'
  const isBad = issue.level === 'error' || issue.level === 'fatal'
  return issue.status === 'regressed' && isBad ? 'regressed' : toGlyphName(issue.level)
}
