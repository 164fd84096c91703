import { spanTones } from '../../span/span-tone.ts'
import type { SpanTone } from '../../span/span-tone.ts'

/** The tokens as a canvas takes them. */
export interface ToneColors {
  readonly of: (tone: SpanTone | 'error') => string
  readonly accent: string
  readonly background: string
}

/** Tokens are `light-dark()`: only an element that uses one knows which of the two it is. */
export function readToneColors(canvas: HTMLCanvasElement): ToneColors {
  const probe = canvas.ownerDocument.createElement('i')
  canvas.parentElement?.append(probe)
  const read = (color: string, name = ''): string => {
    probe.className = name
    probe.style.color = color
    return getComputedStyle(probe).color
  }
  const tones = new Map<string, string>()
  for (const tone of [...spanTones, 'error']) tones.set(tone, read('var(--c)', `o-${tone}`))
  const accent = read('var(--fl-accent)')
  const background = read('var(--fl-bg)')
  probe.remove()
  return { of: (tone) => tones.get(tone) ?? accent, accent, background }
}
