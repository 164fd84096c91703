import { addBreadcrumb } from '@sentry/browser'

/** How ids of overlays begin that are no part of the app; SDKs leave them out too. */
const OVERLAY = 'sentry-spotlight'

/** The element, and so many around it. */
const DEPTH = 4

/**
 * Clicks as breadcrumbs, heard on the way down: handlers that stop them do not hide them, and
 * `addEventListener` stays as it is.
 */
export function openClicks(window: Window & typeof globalThis): { readonly close: () => void } {
  const hear = ({ target }: Event): void => {
    if (!(target instanceof window.Element) || target.id.startsWith(OVERLAY)) return
    addBreadcrumb({ category: 'ui.click', message: toPath(target) })
  }
  window.addEventListener('click', hear, { capture: true, passive: true })
  return { close: () => window.removeEventListener('click', hear, { capture: true }) }
}

function toPath(element: Element): string {
  const path: string[] = []
  let at: Element | null = element
  while (at !== null && path.length < DEPTH) {
    path.unshift(toName(at))
    at = at.parentElement
  }
  return path.join(' > ')
}

function toName({ id, classList, localName }: Element): string {
  const classes = [...classList].slice(0, 2).map((name) => `.${name}`)
  return `${localName}${id === '' ? '' : `#${id}`}${classes.join('')}`.slice(0, 100)
}
