import { expect, test } from 'vitest'
import { toShellCommand } from './shell-command.ts'

test.each<[string, readonly string[], string]>([
  ['plain words', ['npm', 'run', 'dev', '--port=3000'], 'npm run dev --port=3000'],
  ['a space', [String.raw`C:\Program Files\node.exe`], String.raw`^"C:\Program Files\node.exe^"`],
  ['what the shell would act on', ['a&b|c', '%PATH%'], '^"a^&b^|c^" ^"^%PATH^%^"'],
  ['a quote', ['say "hi"'], String.raw`^"say \^"hi\^"^"`],
  ['a backslash at the end', [String.raw`a b\ `.trim()], String.raw`^"a b\\^"`],
  ['nothing', [''], '^"^"'],
])('%s', (_sentence, words, line) => {
  expect(toShellCommand(words)).toBe(line)
})
