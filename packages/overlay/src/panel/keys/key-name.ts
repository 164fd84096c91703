/** A key as actions name it: `j`, `G`, `?`, `Enter`, `mod+k`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function toKeyName(event: {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}): string {
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('mod')
  if (event.altKey) parts.push('alt')
  // A letter or sign says itself whether Shift was held.
  if (event.shiftKey && event.key.length > 1) parts.push('shift')
  parts.push(event.key === ' ' ? 'Space' : event.key)
  return parts.join('+')
}

const CAPS: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Tab: '⇥',
  Backspace: '⌫',
  alt: '⌥',
  shift: '⇧',
}

/** The caps to draw for it: `g i` is two, `mod+k` is ⌘ and K. */
export function toKeyCaps(keys: string, isMac: boolean): readonly string[] {
  return keys
    .split(' ')
    .flatMap((key) => (key === '+' ? ['+'] : key.split('+')))
    .map((part) => {
      if (part === 'mod') return isMac ? '⌘' : 'Ctrl'
      if (part === 'alt' && !isMac) return 'Alt'
      return CAPS[part] ?? (part.length === 1 && /[a-z]/.test(part) ? part.toUpperCase() : part)
    })
}
