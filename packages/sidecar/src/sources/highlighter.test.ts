import { afterAll, expect, test } from 'vitest'
import { createHighlighter } from './highlighter.ts'

const highlighter = createHighlighter()

afterAll(() => highlighter.close())

test.each([
  ['src/cart.ts', 'const sum = 1 // all', { const: 'keyword', '1': 'number', '// all': 'comment' }],
  ['Cart.tsx', 'return <b id="x">y</b>', { return: 'keyword', b: 'keyword', '"x"': 'string' }],
  ['cart.py', 'def pay(x): return "a"', { def: 'keyword', pay: 'function', '"a"': 'string' }],
  ['cart.rb', 'def pay = @sum + 1', { def: 'keyword', pay: 'function', '1': 'number' }],
  ['cart.php', 'return $sum + 1;', { return: 'keyword', '1': 'number' }],
  ['cart.go', 'func Pay() error {', { func: 'keyword', Pay: 'function' }],
  ['Cart.java', 'int pay() { return 1; }', { int: 'keyword', pay: 'function', return: 'keyword' }],
  ['cart.rs', 'fn pay() -> u8 { 1 }', { fn: 'keyword', pay: 'function', u8: 'type' }],
  ['Cart.vue', 'const sum = 1', { const: 'keyword', '1': 'number' }],
  ['query.sql', 'SELECT 1', { SELECT: 'keyword', '1': 'number' }],
])('in %s %s', async (file, line, expected) => {
  const [tokens = []] = await highlighter.highlight([line], file)
  expect(tokens.map(([text]) => text).join('')).toBe(line)
  const found = tokens.map(([text, name]) => [text.trim(), name])
  expect(Object.fromEntries(found)).toMatchObject(expected)
})

test.each([
  ['a comment', 'cart.ts', ['all of it', ' */', 'let sum'], 0, 'comment'],
  ['a script of a component', 'Cart.svelte', ['let sum', '</script>'], 0, 'keyword'],
  ['a style of a component', 'Cart.vue', ['a { color: red }', '</style>'], 0, 'keyword'],
  ['PHP', 'cart.php', ['return 1;'], 0, 'keyword'],
])('an excerpt that begins inside %s', async (_sentence, file, lines, line, name) => {
  const tokens = await highlighter.highlight(lines, file)
  expect(tokens).toHaveLength(lines.length)
  expect(tokens[line]?.map((token) => token[1])).toContain(name)
})

test.each([
  ['a language that is not known', ['let a'], 'cart.xyz'],
  ['a name that objects have', ['let a'], 'constructor'],
  ['nothing', ['', 'a'], ''],
  ['lines that hold lines', ['let a\nlet b', 'let c'], 'a.ts'],
  ['more than is worth the time', Array.from({ length: 201 }, () => 'x'.repeat(1000)), 'a.ts'],
])('%s is plain', async (_sentence, lines, file) => {
  const plain = lines.map((line) => (line === '' ? [] : [[line, 'plain']]))
  expect(await highlighter.highlight(lines, file)).toEqual(plain)
})

test('markup stays text', async () => {
  const [tokens] = await highlighter.highlight(['<img src=x onerror=alert(1)>'], 'plain.txt')
  expect(tokens).toEqual([['<img src=x onerror=alert(1)>', 'plain']])
})
