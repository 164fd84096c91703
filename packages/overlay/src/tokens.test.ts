import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Theme = 'light' | 'dark'

/** Without what is set again for those who asked for more contrast. */
const [sheet = ''] = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').split('@media')

const tokens = new Map(
  [...sheet.matchAll(/(--fl-[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
    name.slice('--fl-'.length),
    value.trim(),
  ]),
)

/** A token's colour in a theme: its own, or that of the token it names. */
function toColor(name: string, theme: Theme): string {
  const value = tokens.get(name) ?? ''
  const named = /^var\(--fl-([\w-]+)\)$/.exec(value)?.[1]
  if (named !== undefined) return toColor(named, theme)
  const pair = /^light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)$/.exec(value)
  return pair?.[theme === 'light' ? 1 : 2] ?? `no colour: ${name}`
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function toLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toContrast(front: string, back: string, theme: Theme): number {
  const [a, b] = [front, back]
    .map((name) => toLuminance(toColor(name, theme)))
    .toSorted((x, y) => y - x)
  return ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05)
}

const surfaces = ['bg', 'bg-chrome', 'bg-raised', 'bg-sunken', 'bg-hover']
const levels = ['fatal', 'error', 'warning', 'info', 'good']
const operations = [...tokens.keys()].filter((name) => name.startsWith('op-'))
const code = [...tokens.keys()].filter((name) => name.startsWith('code-'))

/** What is painted on what, and how much it has to stand out: words 4.5, marks and edges 3. */
const pairs: readonly (readonly [
  front: readonly string[],
  back: readonly string[],
  least: number,
])[] = [
  [['text', 'text-2', 'text-3', 'link'], surfaces, 4.5],
  [['text', 'text-2'], ['bg-active', 'accent-soft'], 4.5],
  [['text-inverse'], ['bg-inverse'], 4.5],
  [['accent-text'], [...surfaces, 'accent-soft'], 4.5],
  [['accent', 'focus', 'line-control'], ['bg', 'bg-chrome', 'bg-raised'], 3],
  ...levels.map((name) => [[`${name}-text`], [...surfaces, `${name}-soft`], 4.5] as const),
  ...levels.map((name) => [[`${name}-fill`], ['bg', `${name}-soft`], 3] as const),
  [operations, ['bg'], 3],
  [code, ['bg', 'bg-sunken', 'error-soft', 'diff-add', 'diff-del'], 4.5],
  [['text'], ['match'], 4.5],
]

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(
    pairs.flatMap(([fronts, backs, least]) =>
      fronts.flatMap((front) => backs.map((back) => [front, back, least] as const)),
    ),
  )('%s can be seen on %s', (front, back, least) => {
    expect(toContrast(front, back, theme)).toBeGreaterThanOrEqual(least)
  })
})
