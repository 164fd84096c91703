import type { VNode } from 'preact'

/** A disc split by the edge of the stage: the upper half lit, the lower half ink. */
export function Logo(): VNode {
  return (
    <svg viewBox="0 0 18 18" role="img" aria-label="Footlight">
      <defs>
        <linearGradient id="fl-beam" x1="0" x2="0" y1="1" y2="0">
          <stop offset=".1" stop-color="var(--fl-lamp)" />
          <stop offset="1" stop-color="var(--fl-lamp)" stop-opacity=".35" />
        </linearGradient>
      </defs>
      <path d="M1.5 8.200a7.500 7.200 0 0 1 15 0z" fill="url(#fl-beam)" />
      <path d="M1.500 9.800h15a7.500 7.200 0 0 1-15 0z" fill="currentColor" />
    </svg>
  )
}
