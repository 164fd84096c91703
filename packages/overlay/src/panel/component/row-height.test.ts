import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rowHeights } from './row-height.ts'

const sheet = readFileSync(new URL('../../tokens.css', import.meta.url), 'utf8')

test.each([
  ['dense', ':root'],
  ['roomy', "[data-density='roomy']"],
  ['coarse', '@media (pointer: coarse)'],
] as const)('rows are as high as the tokens of %s say', (density, begin) => {
  const rules = sheet.slice(sheet.indexOf(begin))
  const [one, two] = ['--fl-row', '--fl-row-2'].map((token) =>
    Number(new RegExp(`${token}: (\\d+)px`).exec(rules)?.[1]),
  )
  expect(rowHeights[density]).toEqual({ one, two })
})
