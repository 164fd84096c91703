import { expect, test } from 'vitest'
import { readCodePlace } from './code-place.ts'

test.each([
  // Browsers under a dev server.
  ['http://localhost:5173/src/cart.js', 'src/cart.js'],
  ['http://localhost:5173/src/cart.js?t=1700000000000', 'src/cart.js'],
  ['https://app.test/base/assets/index-4f2a.js#hash', 'base/assets/index-4f2a.js'],
  ['http://localhost:5173/@fs/home/me/shop/src/cart.js', 'home/me/shop/src/cart.js'],
  ['http://localhost:5173/@fs/C:/shop/src/cart.js', 'shop/src/cart.js'],
  ['http://localhost:5173/src/my%20cart.js', 'src/my cart.js'],
  ['http://localhost:5173/src/100%.js', 'src/100%.js'],
  // Servers.
  ['/srv/app/cart.py', 'srv/app/cart.py'],
  ['app/models/cart.rb', 'app/models/cart.rb'],
  ['./src/cart.ts', 'src/cart.ts'],
  ['~/src/cart.ts', 'src/cart.ts'],
  ['file:///srv/app/cart.js', 'srv/app/cart.js'],
  ['file://localhost/srv/app/cart.js', 'srv/app/cart.js'],
  ['file:///C:/shop/cart.js', 'shop/cart.js'],
  ['C:\\shop\\src\\cart.cs', 'shop/src/cart.cs'],
  ['\\\\?\\C:\\shop\\cart.cs', 'shop/cart.cs'],
  // Bundlers.
  ['webpack://shop/./src/cart.ts', 'src/cart.ts'],
  ['webpack:///./src/cart.ts?4f2a', 'src/cart.ts'],
  ['webpack:////home/me/cart.ts', 'home/me/cart.ts'],
  ['webpack-internal:///(rsc)/./app/page.tsx', 'app/page.tsx'],
  ['turbopack:///[project]/app/page.tsx [app-rsc] (ecmascript)', 'app/page.tsx'],
  ['[project]/app/page.tsx [app-client] (ecmascript)', 'app/page.tsx'],
  ['about://React/Server/webpack-internal:///(rsc)/./app/page.tsx?1', 'app/page.tsx'],
  ['app:///_next/server/page.js', '_next/server/page.js'],
  // Only names: whether something is there is asked of the confined files.
  ['http://localhost/../../etc/passwd', 'etc/passwd'],
  ['http://localhost/%2e%2e/%2e%2e/etc/passwd', 'etc/passwd'],
  ['http://localhost/..%2f..%2fetc/passwd', 'etc/passwd'],
  ['http://localhost/..%5c..%5cetc/passwd', 'etc/passwd'],
  ['../../../etc/passwd', 'etc/passwd'],
  ['..\\..\\etc\\passwd', 'etc/passwd'],
  ['/srv/app/../../etc/passwd', 'etc/passwd'],
  ['file:///srv/%2e%2e/%2e%2e/etc/passwd', 'etc/passwd'],
])('%s is %s', (text, parts) => {
  expect(readCodePlace(text)?.parts.join('/')).toBe(parts)
})

test.each([
  undefined,
  '',
  '<anonymous>',
  '<frozen importlib._bootstrap>',
  '[native code]',
  'native',
  'node:internal/modules/run_main',
  'internal/process/task_queues.js',
  'async Promise.all (index 0)',
  'index 0',
  'eval at <anonymous> (http://localhost/a.js:1:1)',
  'blob:http://localhost/4f2a',
  'chrome-extension://abc/inject.js',
  'data:text/javascript,throw 1',
  'javascript:alert(1)',
  'http://',
  // Asked for over the network, a share would be told who asks.
  '\\\\server\\share\\cart.cs',
  'file://server/share/cart.js',
  'file:////server/share/cart.js',
  '/srv/cart.js\0.png',
  'http://localhost/cart.js%00.png',
  `/${'a'.repeat(5000)}/cart.js`,
  `/${'a/'.repeat(200)}cart.js`,
])('%s is no place', (text) => {
  expect(readCodePlace(text)).toBeUndefined()
})

test.each([
  ['http://localhost:5173/src/cart.tsx', true],
  ['http://localhost:5173/src/Cart.vue?vue&type=script', true],
  ['webpack-internal:///./src/cart.js', true],
  ['http://localhost:5173/src/cart.js', false],
  ['/srv/app/cart.ts', false],
])('the lines of %s are those of code made of it: %s', (text, expected) => {
  expect(readCodePlace(text)?.isGenerated).toBe(expected)
})

test.each(['/@vite/client', '/@id/__x00__virtual:x', '/@react-refresh'])(
  '%s is known to the dev server alone',
  (path) => {
    expect(readCodePlace(`http://localhost:5173${path}`)).toEqual({
      url: `http://localhost:5173${path}`,
      path: undefined,
      parts: [],
      isGenerated: false,
    })
  },
)
