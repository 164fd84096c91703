import { isViewName } from './view-name.ts'
import type { ViewName } from './view-name.ts'

/**
 * Where in the panel one is. All of it is the address: `<base>__footlight/issues/4f2a?query=…`, so
 * that every view has a link and Back works.
 */
export interface Place {
  readonly view: ViewName
  /** What of the view is open: an issue, a trace. */
  readonly id: string | undefined
  /** Query, scope and what a view keeps of itself. */
  readonly parameters: Readonly<Record<string, string>>
}

const firstView: ViewName = 'pages'

const ROOT = '__footlight/'

/** The path under which the panel was loaded, whatever proxy or base lies before it. */
export function toPanelBase(pathname: string): string {
  const at = pathname.indexOf(ROOT)
  return at === -1 ? '/' : pathname.slice(0, at + ROOT.length)
}

/** Whether an address says which view it wants. */
export function isPlaceNamed(pathname: string): boolean {
  return isViewName(pathname.slice(toPanelBase(pathname).length).split('/')[0] ?? '')
}

/** What no view is called leads to the first. */
export function readPlace(pathname: string, search: string): Place {
  const [view = '', id] = pathname.slice(toPanelBase(pathname).length).split('/')
  const parameters = Object.fromEntries(new URLSearchParams(search))
  if (!isViewName(view)) return { view: firstView, id: undefined, parameters }
  return { view, id: id === undefined || id === '' ? undefined : readPart(id), parameters }
}

export function toAddressOf(base: string, { view, id, parameters }: Place): string {
  const path = id === undefined ? view : `${view}/${encodeURIComponent(id)}`
  const said = Object.entries(parameters).filter(([, value]) => value !== '')
  const search = new URLSearchParams(said).toString()
  return search === '' ? base + path : `${base}${path}?${search}`
}

function readPart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
