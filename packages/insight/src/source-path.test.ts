import { describe, expect, test } from 'vitest'
import { isDependencyPath, isNativePath, toFileName, toShownPath } from './source-path.ts'

describe('the name of a file', () => {
  test.each([
    ['/srv/shop/src/Cart.ts', 'cart.ts'],
    ['C:\\shop\\src\\cart.ts', 'cart.ts'],
    ['src/cart.ts', 'cart.ts'],
    ['http://localhost:5173/src/cart.ts', 'cart.ts'],
    ['http://localhost:5173/src/cart.ts?t=1790000000000', 'cart.ts'],
    ['http://localhost:5173/src/Cart.vue?vue&type=script&t=17', 'cart.vue'],
    ['http://localhost:5173/@fs/home/ada/shop/src/cart.ts?v=d0a9f910', 'cart.ts'],
    ['http://localhost:5173/src/routes/+page.svelte', '+page.svelte'],
    ['about://React/Server/webpack-internal:///(rsc)/./app/cart/page.js?7', 'page.js'],
    ['https://shop.example/assets/index-hbOHuHsz.js', 'index.js'],
    ['https://shop.example/assets/index-CwoKqX_6.js', 'index.js'],
    ['/node_modules/.vite/deps/chunk-I2CMIVME.js?v=1', 'chunk.js'],
    ['https://shop.example/main.a1b2c3d4.js', 'main.js'],
    ['https://shop.example/main.a1b2c3d4e5f6a7b8c9d0.chunk.js', 'main.chunk.js'],
    ['react-dom-client.development.js', 'react-dom-client.development.js'],
    ['vue-template.js', 'vue-template.js'],
    ['my-product1.ts', 'my-product1.ts'],
    ['page-Settings.js', 'page-settings.js'],
    ['page-Product1.js', 'page-product1.js'],
    ['http://localhost:5173/cart/42', undefined],
    ['http://localhost:5173/', undefined],
    ['', undefined],
  ])('%s: %s', (path, expected) => {
    expect(toFileName(path)).toBe(expected)
  })
})

describe('a path for people', () => {
  test.each([
    ['http://localhost:5173/src/cart.ts?t=17', 'src/cart.ts'],
    ['http://localhost:5173/@fs/home/ada/shop/src/cart.ts', 'shop/src/cart.ts'],
    ['/srv/shop/src/cart.ts', 'shop/src/cart.ts'],
    ['C:\\work\\shop\\src\\cart.ts', 'shop/src/cart.ts'],
    ['file:///srv/shop/src/cart.ts', 'shop/src/cart.ts'],
    ['./src/cart.ts', 'src/cart.ts'],
    ['app/views.py', 'app/views.py'],
    ['app:///+page.server.js', '+page.server.js'],
    ['webpack-internal:///(app-pages-browser)/./app/cart.js', 'app/cart.js'],
    ['about://React/Server/webpack-internal:///(rsc)/./app/cart/page.js?7', 'app/cart/page.js'],
    ['http://localhost:5173/', ''],
  ])('%s: %s', (path, expected) => {
    expect(toShownPath(path)).toBe(expected)
  })
})

test.each([
  ['<anonymous>', true],
  ['[native code]', true],
  ['native', true],
  ['index 0', true],
  ['[id].ts', false],
  ['', false],
])('%j is of the engine: %s', (path, expected) => {
  expect(isNativePath(path)).toBe(expected)
})

test.each([
  ['http://localhost:5173/node_modules/.vite/deps/react-dom_client.js?v=1', true],
  ['http://localhost:5173/.vite/deps/vue.js', true],
  ['http://localhost:5173/@vite/client', true],
  ['http://localhost:5173/@react-refresh', true],
  ['http://localhost:5173/src/cart.ts', false],
  ['http://localhost:5173/@fs/srv/shop/src/cart.ts', false],
])('%s is a dependency: %s', (path, expected) => {
  expect(isDependencyPath(path)).toBe(expected)
})
