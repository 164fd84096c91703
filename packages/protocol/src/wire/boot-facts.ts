/**
 * What the plugin's script leaves in the page before anything of the app runs, for the loader to
 * find at `window.__footlight`. Nothing in it is secret: every script of the page can read it.
 */
export interface BootFacts {
  /** Where `__footlight/` is on the dev server, absolute and with the slash. */
  readonly url: string
  /** This start of the dev server: what the page sends names it. */
  readonly run: string
  /** Tells one project from another, for what is remembered of each. */
  readonly project: string
  /** What the developer chose in the plugin's options: `Ctrl+Shift+Quote`. */
  readonly openKey: string | undefined
  readonly position: PillPosition | undefined
  /** What becomes of requests to Sentry: `keep`, `mirror`, `off`, `keep,42=mirror`. */
  readonly guard: string | undefined
  /** Vite's own error overlay was put aside, so that build errors are shown once. */
  readonly showsBuildErrors: boolean
}

/** The corner the pill starts in; it may be dragged anywhere. */
export type PillPosition = 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left'
