import { expect, test } from 'vitest'
import { toGraphqlText } from './graphql-text.ts'

test.each([
  [
    'fields stand on lines of their own, arguments beside them',
    'query Cart($id: ID!, $n: Int = 3) { cart(id: $id, filter: {open: true}) { id items(first: $n) { name price } } }',
    `query Cart($id: ID!, $n: Int = 3) {
  cart(id: $id, filter: {open: true}) {
    id
    items(first: $n) {
      name
      price
    }
  }
}`,
  ],
  [
    'an alias, a directive and fragments stay whole',
    'query { mine: cart @include(if: $yes) { ...Parts ... on Cart { id } } } fragment Parts on Cart { id, total }',
    `query {
  mine: cart @include(if: $yes) {
    ...Parts
    ... on Cart {
      id
    }
  }
}
fragment Parts on Cart {
  id
  total
}`,
  ],
  [
    'a text is not taken apart',
    '{ find(name: "a { b, c }") { id } }',
    `{
  find(name: "a { b, c }") {
    id
  }
}`,
  ],
  ['a comment keeps its line', '{ # the cart\n cart }', '{\n  # the cart\n  cart\n}'],
  ['one that was cut keeps what there is', '{ cart(id: 1) { id', '{\n  cart(id: 1) {\n    id'],
  ['more ends than beginnings', '} } a', '}\n}\na'],
])('%s', (_, text, expected) => {
  expect(toGraphqlText(text)).toBe(expected)
})
