import { makeFolder, openFootlight, removeFolder } from '../sidecar/footlight.ts'
import { startContestant } from './contestant.ts'
import { openPeer } from './peer-program.ts'
import { toPost } from './ui-load.ts'
import type { Post } from './ui-load.ts'
import type { Shown } from './ui-probe.ts'

/** A UI that is measured: where its views are, and how what they show is found in them. */
export interface Reader {
  readonly url: string
  readonly post: Post
  readonly address: (list: ListName) => string
  /** There as soon as a page of it can be used. */
  readonly ready: string
  readonly rows: Readonly<Record<ListName, string>>
  readonly spans: Shown
  /** Where the wheel is turned over a trace. */
  readonly waterfall: string
  /** Whether a trace can be moved sideways. */
  readonly pans: boolean
  readonly link: (list: ListName) => string
  /** That so many of a list, or of the spans of a trace, are all there. */
  readonly all: (of: ListName | 'spans', count: number) => Shown
  readonly close: () => Promise<void>
}

export type ListName = 'errors' | 'traces' | 'logs'

export async function openOurReader(): Promise<Reader> {
  const data = makeFolder()
  const footlight = await openFootlight({ data })
  const { url, token } = footlight
  const views = { errors: 'issues', traces: 'traces', logs: 'logs' }
  return {
    url,
    post: toPost(url),
    address: (list) => `${url}/__footlight/${views[list]}?token=${token}`,
    ready: '.fl-foot >> text=Live',
    rows: {
      errors: '.fl-issues .fl-rows [role=row]',
      traces: '.fl-traces .fl-rows [role=row]',
      logs: '.fl-logs .fl-rows [role=row]',
    },
    spans: { selector: '.fl-wf .r', count: 10 },
    waterfall: '.fl-wf .fl-scroll',
    pans: true,
    link: (list) => `nav a[href*="/${views[list]}"]`,
    all: (of, count) =>
      of === 'spans'
        ? { selector: 'h1 ~ span', text: `${count.toLocaleString('en')} spans` }
        : { selector: '.fl-query .fl-11', text: count.toLocaleString('en') },
    close: async () => {
      await footlight.stop()
      removeFolder(data)
    },
  }
}

/** The closest tool, without what it reports to its makers. */
export async function openPeerReader(): Promise<Reader> {
  const peer = openPeer()
  const flags = ['--require', peer.enclosure, peer.quiet, 'server', '--port']
  const running = await startContestant(
    { name: 'the closest tool', command: (port) => [...flags, String(port)] },
    process.execPath,
  )
  const rows = {
    errors: 'a[href^="/telemetry/errors/"]',
    traces: 'tbody tr',
    logs: 'tbody tr',
    spans: '.tree .waterfall',
  }
  return {
    url: running.url,
    post: toPost(running.url),
    address: (list) => `${running.url}/telemetry/${list}`,
    ready: 'text=Connected',
    rows,
    spans: { selector: rows.spans, count: 10 },
    waterfall: rows.spans,
    pans: false,
    link: (list) => `a[href="/telemetry/${list}"]`,
    all: (of, count) => ({ selector: rows[of], count }),
    close: running.stop,
  }
}
