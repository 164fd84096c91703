import { describe, expect, test } from 'vitest'
import { toFunctionName, toJavaClass } from './function-name.ts'

describe('JavaScript', () => {
  test.each([
    ['total', 'total'],
    ['Cart.total', 'total'],
    ['async total', 'total'],
    ['async Cart.total', 'total'],
    ['new Cart', 'Cart'],
    ['Object.total$1 [as total]', 'total'],
    ['Object.<anonymous> [as onClick]', 'onClick'],
    ['__vite_ssr_import_0__.total', 'total'],
    ['async*total', 'total'],
    ['$1', '$1'],
    ['Cart.#price', '#price'],
    ['HTMLButtonElement.<anonymous>', undefined],
    ['Object.?', undefined],
    ['?', undefined],
    ['<anonymous>', undefined],
    ['eval', undefined],
    ['total/<', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (name, expected) => {
    expect(toFunctionName(name, 'javascript')).toBe(expected)
    expect(toFunctionName(name, 'node')).toBe(expected)
  })
})

describe('other languages', () => {
  test.each([
    ['java', 'lambda$total$0', 'lambda$total'],
    ['java', 'access$200', 'access'],
    ['java', 'total', 'total'],
    ['ruby', 'block in total', 'total'],
    ['ruby', 'block (2 levels) in Cart#total', 'Cart#total'],
    ['ruby', 'rescue in block in total', 'total'],
    ['ruby', '_app_views_carts_show_html_erb___123456_7890', '_app_views_carts_show_html_erb'],
    ['php', 'class@anonymous\0/srv/cart.php:12$0::total', 'class@anonymous::total'],
    ['php', 'class@anonymous\0C:\\srv\\cart.php:12$1f', 'class@anonymous'],
    ['php', '{closure:App\\Cart::total():41}', '{closure:App\\Cart::total()}'],
    ['php', 'App\\Cart::{closure}', 'App\\Cart::{closure}'],
    ['python', 'Cart.total', 'Cart.total'],
    ['python', '<lambda>', '<lambda>'],
    [undefined, '<anonymous>', undefined],
  ])('%s: %s is %s', (platform, name, expected) => {
    expect(toFunctionName(name, platform)).toBe(expected)
  })

  test('a name of a megabyte is cut', () => {
    expect(toFunctionName(' [as '.repeat(200_000), 'node')?.length ?? 0).toBeLessThan(201)
  })
})

describe('classes that the JVM or a framework made', () => {
  test.each([
    ['com.shop.Cart', 'com.shop.Cart'],
    ['com.shop.Cart$Item', 'com.shop.Cart$Item'],
    ['com.shop.Cart$$Lambda$14/0x0000000800c03000', 'com.shop.Cart$$Lambda'],
    ['com.shop.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d', 'com.shop.Cart$$EnhancerBySpringCGLIB'],
    ['com.shop.Cart$$FastClassBySpringCGLIB$$1a2b', 'com.shop.Cart$$FastClassBySpringCGLIB'],
    ['com.shop.Cart$$SpringCGLIB$$0', 'com.shop.Cart$$SpringCGLIB'],
    ['com.shop.Cart_$$_javassist_12', 'com.shop.Cart_$$_javassist'],
    ['com.shop.Cart_$$_jvst3e2_0', 'com.shop.Cart_$$_javassist'],
    ['com.shop.Cart$HibernateProxy$qZ1x', 'com.shop.Cart$HibernateProxy'],
    ['jdk.proxy2.$Proxy45', 'jdk.proxy2.$Proxy'],
    ['sun.reflect.GeneratedMethodAccessor123', 'sun.reflect.GeneratedMethodAccessor'],
  ])('%s is %s', (module, expected) => {
    expect(toJavaClass(module)).toBe(expected)
  })
})
