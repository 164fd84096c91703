import fc from 'fast-check'
import type { Query, QueryOperator, QueryValue } from 'protocol'
import { testNow } from '../filled-store-fixture.ts'

export function words(text: string): readonly string[] {
  return text.split(' ')
}

const place = { start: 0, end: 0 }
const toValue = (raw: string): QueryValue => ({ raw, isQuoted: false, ...place })

const texts = [
  ...words('1 1.0 300 0.5 1e21 5e-7 -2.5 true no yes * tr* *1* two 2.5 *four* [3] 1039 x* *needle'),
  ...words('İst* *éclair 100%_sure* *\\*"quoted\\" class@anonymous* *app.php:12 dotted quote 8 7'),
  ...words(
    '42 Ada ada web WEB* 10 info ERROR tick *JWT*Ada 0* ab* 2 2k 4096 db GET* 12.5 1* 487.5',
  ),
  '',
  'x'.repeat(600),
  '0'.repeat(32),
]
/** Rows know these by number: they have no order. */
const unordered: ReadonlySet<string> = new Set(
  words('trace trace_id service project release issue'),
)

const numbers = ['0', '1', '2.5', '-3', '300', '1e20', '1000', '1.5k', '6000', '100', '10', '0.4']
const times = ['-1h', '+1h', '2026-11-20', '2026-11-20T11:30', String(testNow - 4_000_000)]
const expressions = ['^1$', 'tr', 'ada', 'e+21', '^$', '[0-9]{3}', 'brücke', '^a', '\\.5$']
const free = ['tick', 'ada', 'jwt expired', 'brücke', '100% of', 'far away', '*', 'get*200', 'x']

/** Queries about these keys, of every form. Keys of `tags` may be asked for as such. */
export function toTrees(
  named: readonly string[],
  tags: readonly string[] = [],
): fc.Arbitrary<Query> {
  const field = fc.oneof(
    { arbitrary: fc.constantFrom(...named).map((key) => ({ key, isTag: false })), weight: 4 },
    ...(tags.length === 0 ? [] : [fc.constantFrom(...tags).map((key) => ({ key, isTag: true }))]),
  )
  const filter = (operators: readonly QueryOperator[], values: readonly string[], most: number) =>
    fc
      .tuple(
        field,
        fc.constantFrom(...operators),
        fc.array(fc.constantFrom(...values).map(toValue), { minLength: 1, maxLength: most }),
      )
      .map(([own, operator, list]) => ({
        type: 'filter' as const,
        ...own,
        operator,
        values: list,
        ...place,
      }))
  return fc.letrec<{ query: Query; term: Query }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('term'),
      fc
        .record({
          type: fc.constantFrom('and' as const, 'or' as const),
          terms: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
        })
        .map((junction) => ({ ...junction, ...place })),
      tie('query').map((term) => ({ type: 'not' as const, term, ...place })),
    ),
    term: fc.oneof(
      { arbitrary: filter(['=', '!='], [...texts, ...times], 3), weight: 4 },
      { arbitrary: filter(['>', '>=', '<', '<='], [...numbers, ...times], 1), weight: 3 },
      { arbitrary: filter(['=~'], expressions, 1), weight: 2 },
      field.map((own) => ({ type: 'has' as const, ...own, ...place })),
      fc
        .constantFrom(...free)
        .map((word) => ({ type: 'text' as const, value: toValue(word), ...place })),
      fc
        .tuple(field, fc.constantFrom(...numbers, ...times), fc.constantFrom(...numbers, ...times))
        .filter(([own]) => !unordered.has(own.key))
        .map(([own, from, to]) => ({
          type: 'range' as const,
          ...own,
          from: toValue(from),
          to: toValue(to),
          ...place,
        })),
    ),
  })).query
}
