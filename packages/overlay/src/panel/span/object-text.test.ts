import { expect, test } from 'vitest'
import { toObjectText } from './object-text.ts'

test.each([
  [
    'objects open, calls stay whole',
    `db.cart.find({ _id: ObjectId("65a"), $or: [{ total: { $gt: 5 } }, { name: 'a, {b}' }] })`,
    `db.cart.find({
  _id: ObjectId("65a"),
  $or: [
    {
      total: {
        $gt: 5
      }
    },
    {
      name: 'a, {b}'
    }
  ]
})`,
  ],
  ['a short one stays', '{ find: "cart", filter: {} }', '{ find: "cart", filter: {} }'],
  [
    'nothing in it stays together',
    `{ find: 'carts-of-the-shop', filter: { }, projection: [ ], limit: 20, skip: 0 }`,
    `{
  find: 'carts-of-the-shop',
  filter: {},
  projection: [],
  limit: 20,
  skip: 0
}`,
  ],
  [
    'one that was cut keeps what there is',
    `{ aggregate: 'carts-of-the-shop', pipeline: [{ $match: { name: "a long one that`,
    `{
  aggregate: 'carts-of-the-shop',
  pipeline: [
    {
      $match: {
        name: "a long one that`,
  ],
])('%s', (_, text, expected) => {
  expect(toObjectText(text)).toBe(expected)
})
