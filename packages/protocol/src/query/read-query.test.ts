import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toQueryErrorText } from './query-error.ts'
import { pieces, toShape } from './query-fixture.ts'
import { readQuery } from './read-query.ts'
import type { Query } from './syntax.ts'

function read(text: string): string {
  const reading = readQuery(text)
  return reading.ok ? toShape(reading.query) : toQueryErrorText(reading.error)
}

describe('a query is read', () => {
  test.each([
    ['nothing is everything', '', 'and[]'],
    ['blanks are nothing', ' \t\n', 'and[]'],
    ['a filter', 'level:error', 'level=error'],
    ['a key with dots and dashes', 'http.request-id:7', 'http.request-id=7'],
    ['terms beside one another', 'level:error op:db', 'and[level=error, op=db]'],
    ['AND in words', 'level:error and op:db AND a:b', 'and[level=error, op=db, a=b]'],
    ['OR in either case', 'a:1 OR b:2 or c:3', 'or[a=1, b=2, c=3]'],
    ['AND binds tighter', 'a:1 b:2 OR c:3 AND d:4', 'or[and[a=1, b=2], and[c=3, d=4]]'],
    ['parentheses', 'a:1 (b:2 OR c:3)', 'and[a=1, or[b=2, c=3]]'],
    ['OR against a parenthesis', 'a:1 OR(b:2 c:3)', 'or[a=1, and[b=2, c=3]]'],
    ['parentheses that change nothing', '((a:1))', 'a=1'],
    ['`!` before a filter', '!op:db', 'not(op=db)'],
    ['`!` before parentheses', '!(a:1 OR b:2)', 'not(or[a=1, b=2])'],
    ['`!` twice', '!!a:1', 'not(not(a=1))'],
    ['NOT', 'NOT op:db', 'not(op=db)'],
    ['NOT before parentheses', 'NOT(a:1 b:2)', 'not(and[a=1, b=2])'],
    ['`!` takes one word', '!favicon timeout', 'and[not(text<favicon>), text<timeout>]'],
    ['NOT takes one word', 'NOT favicon timeout', 'and[not(text<favicon>), text<timeout>]'],
    ['`!` before a text in quotes', '!"a b" c', 'and[not(text<a b>), text<c>]'],

    ['more', 'duration:>200ms', 'duration>200ms'],
    ['at least', 'duration:>=1.5s', 'duration>=1.5s'],
    ['less', 'size:<10kb', 'size<10kb'],
    ['at most', 'rate:<=50%', 'rate<=50%'],
    ['not equal', 'op:!=db', 'op!=db'],
    ['equal', 'op:=db', 'op=db'],
    ['a sign behind "equal" is the value', 'op:=>x', 'op=>x'],
    ['a regular expression', 'message:=~time(d|out)$', 'message=~time(d|out)$'],
    ['one in quotes keeps its backslashes', 'message:=~"\\d+ (a|b)"', 'message=~\\d+ (a|b)'],
    ['dates', 'time:>2026-11-20T14:02:00Z', 'time>2026-11-20T14:02:00Z'],
    ['relative times', 'age:-24h', 'age=-24h'],
    ['a range', 'status:200..299', 'status in 200 to 299'],
    ['a range of durations', 'duration:100ms..2s', 'duration in 100ms to 2s'],
    ['a range of times', 'time:-24h..-1h', 'time in -24h to -1h'],
    ['not in a range', 'status:!=200..299', 'not(status in 200 to 299)'],
    ['dots that are no range', 'file:../a..b', 'file=../a..b'],
    ['a range in quotes is text', 'a:"1..5"', 'a=1..5'],

    ['a value in quotes', 'message:"Purchase Completed"', 'message=Purchase Completed'],
    ['a quote within quotes', 'a:"say \\"hi\\""', 'a=say \\"hi\\"'],
    ['a key in quotes', '"a key: odd":1', 'a key: odd=1'],
    ['an empty value', 'key:""', 'key='],
    ['wildcards', 'message:*JWT*expired*', 'message=*JWT*expired*'],
    ['a tag', 'tags[level]:x', '#level=x'],
    ['a tag in quotes', 'tags["a b"]:x', '#a b=x'],
    ['a value with colons', 'url:http://x:80/a', 'url=http://x:80/a'],
    ['a value with a call', 'fn:load(cart, user) a:1', 'and[fn=load(cart, user), a=1]'],
    ['a value before the end of a group', '(fn:load(x))', 'fn=load(x)'],
    ['a list', 'level:[error, "a b",fatal]', 'level=error|a b|fatal'],
    ['not in a list', '!level:[error, fatal]', 'not(level=error|fatal)'],
    ['a list with wildcards', 'op:[db*, cache.*]', 'op=db*|cache.*'],
    ['has', 'has:http.route', 'has<http.route>'],
    ['has not', '!has:http.route', 'not(has<http.route>)'],
    ['has a tag', 'has:tags[a]', 'has<#a>'],
    ['has a key in quotes', 'has:"a b"', 'has<a b>'],
    ['is', 'is:new', 'is<new>'],
    ['fields called has and is', '"has":1 "is":2', 'and[has=1, is=2]'],
    ['a calculation', 'p95(duration):>2s', 'p95(duration)>2s'],
    ['one over nothing', 'count():>100', 'count()>100'],
    ['one with several parameters', 'f(a.b, "c d"):1', 'f(a.b, c d)=1'],
  ])('%s', (_sentence, text, shape) => {
    expect(read(text)).toBe(shape)
  })
})

describe('words are text', () => {
  test.each([
    ['beside one another one text', 'free  text', 'text<free text>'],
    ['apart two', 'a level:error b', 'and[text<a>, level=error, text<b>]'],
    ['in quotes each its own', 'a "b c" "d" e', 'and[text<a>, text<b c>, text<d>, text<e>]'],
    ['an address', 'GET http://localhost:80/x', 'text<GET http://localhost:80/x>'],
    ['a connection string', 'postgres://u@h/db', 'text<postgres://u@h/db>'],
    ['a time of day', '12:30:01 ready', 'text<12:30:01 ready>'],
    ['an error', 'TypeError: x is undefined', 'text<TypeError: x is undefined>'],
    ['a class of Ruby', 'ActiveRecord::RecordNotFound', 'text<ActiveRecord::RecordNotFound>'],
    ['a path of Windows', 'C:\\temp\\x c:/temp', 'text<C:\\temp\\x c:/temp>'],
    ['an address with port', '127.0.0.1:8969', 'text<127.0.0.1:8969>'],
    ['a package', '@scope/name:1', 'text<@scope/name:1>'],
    ['a call', 'at load(cart, user) now', 'text<at load(cart, user) now>'],
    ['a call without end of its own group', '(at load(x) OR b)', 'or[text<at load(x)>, text<b>]'],
    ['"not" in lower case', 'user not found', 'text<user not found>'],
    ['a `!` at the end', 'Hello!', 'text<Hello!>'],
    ['words that begin like operators', 'order android NOTE', 'text<order android NOTE>'],
    ['an equation', 'served{a:b} / served * 100', 'text<served{a:b} / served * 100>'],
    ['brackets', '[vite] connected', 'text<[vite] connected>'],
    ['a quote within a word', 'say"hi', 'text<say"hi>'],
    ['blanks of other scripts', 'a\u3000b\u00a0level:x', 'and[text<a b>, level=x]'],
  ])('%s', (_sentence, text, shape) => {
    expect(read(text)).toBe(shape)
  })
})

describe('queries of the documents', () => {
  test.each([
    [
      'level:error user.id:42 message:*JWT* duration:>200ms has:http.route !op:db (service:web OR service:api) free text',
      'and[level=error, user.id=42, message=*JWT*, duration>200ms, has<http.route>, not(op=db), or[service=web, service=api], text<free text>]',
    ],
    ['recommendations lookup user_id:124', 'and[text<recommendations lookup>, user_id=124]'],
    ['isBot:1', 'isBot=1'],
    ['orderId:alice', 'orderId=alice'],
    ['operation:fetchCats', 'operation=fetchCats'],
    [
      'message:"Purchase Completed" discountCode:SAVE20 latencyMs:>2000',
      'and[message=Purchase Completed, discountCode=SAVE20, latencyMs>2000]',
    ],
    ['category:*nextapp.api*', 'category=*nextapp.api*'],
    ['severity:warn filterID:01', 'and[severity=warn, filterID=01]'],
    ['message:*JWT*expired*', 'message=*JWT*expired*'],
    ['service:cloudflare message:*error*', 'and[service=cloudflare, message=*error*]'],
    ['vercel.source:firewall', 'vercel.source=firewall'],
    ['fraud_check.score:>70', 'fraud_check.score>70'],
    [
      'sentry.normalized_description:"SELECT * FROM t"',
      'sentry.normalized_description=SELECT * FROM t',
    ],
    ['cache.hit:false op:cache.get', 'and[cache.hit=false, op=cache.get]'],
    ['service:[web, api, pricing] !logger:vite', 'and[service=web|api|pricing, not(logger=vite)]'],
    ['seen:2h', 'seen=2h'],
    ['p95(transaction.duration):>2s', 'p95(transaction.duration)>2s'],
  ])('%s', (text, shape) => {
    expect(read(text)).toBe(shape)
  })
})

describe('a mistake says where it is and what would be right', () => {
  test.each([
    ['a quote without end', 'a:1 message:"x y', 'quote-open', 12, 'Close it'],
    ['text in a quote without end', '"x y', 'quote-open', 0, 'Close it'],
    ['a parenthesis without end', 'x (a:1 OR b:2', 'paren-open', 2, '`(a:1 OR b:2)`'],
    ['nothing in an open parenthesis', 'a:1 (', 'paren-open', 4, 'Close it'],
    ['a parenthesis in a word without end', 'load(x', 'paren-open', 4, 'in quotes'],
    ['a parenthesis too many', 'a:1) b:2', 'paren-extra', 3, 'Take it out'],
    ['only a closing one', ')', 'paren-extra', 0, 'Take it out'],
    ['empty parentheses', 'a:1 ()', 'group-empty', 4, '`"()"`'],
    ['nothing before OR', 'OR a:1', 'operand-left', 0, '`"OR"`'],
    ['nothing before AND in a group', '(and a:1)', 'operand-left', 1, '`"and"`'],
    ['nothing after OR', 'a:1 OR', 'operand-right', 4, '`"OR"`'],
    ['nothing after OR in a group', '(a:1 or ) b:2', 'operand-right', 5, '`"or"`'],
    ['nothing after AND', 'a:1 AND OR b:2', 'operand-right', 4, '`"AND"`'],
    ['nothing after NOT', 'a:1 NOT', 'operand-right', 4, '`"NOT"`'],
    ['`!` alone', 'a:1 ! b:2', 'negation-alone', 4, '`!level:debug`'],
    ['`!=` as in other languages', 'a != b', 'negation-alone', 2, '`!level:debug`'],
    ['a key alone', 'a:1 level:', 'value-missing', 4, '`has:level`'],
    ['a key alone in a group', '(level:)', 'value-missing', 1, '`has:level`'],
    ['has alone', 'has:', 'value-missing', 0, '`has:user.id`'],
    ['is alone', 'is: ', 'value-missing', 0, '`is:new`'],
    ['a blank behind the operator', 'duration:> 200ms', 'value-missing', 0, '`duration:>200ms`'],
    ['a dangling operator', 'duration:>', 'value-missing', 0, '`"duration:>"`'],
    ['values in parentheses', 'level:(error OR fatal)', 'value-group', 6, '`level:[error, fatal]`'],
    ['something behind a quote', 'a:"b"c', 'value-behind', 5, 'blank'],
    ['something behind a list', 'a:[b]/c', 'value-behind', 5, 'in quotes'],
    ['a comparison with a word', 'level:>error', 'value-order', 7, '`level:error`'],
    ['a list without end', 'level:[a, b', 'list-open', 6, 'Close it'],
    ['an empty list', 'level:[ ]', 'list-empty', 6, '`level:""`'],
    ['a list that ends with a comma', 'level:[a, ]', 'list-value', 10, 'comma'],
    ['two commas', 'level:[a,,b]', 'list-value', 9, 'comma'],
    ['a list without commas', 'level:[a b]', 'list-comma', 9, '`a, b`'],
    ['a list behind a comparison', 'a:1 size:>[1, 2]', 'list-refused', 4, 'OR'],
    ['a list behind is', 'is:[new, muted]', 'list-refused', 0, 'OR'],
    ['a list behind has', 'has:[a, b]', 'has-key', 4, 'OR'],
    ['has of something else', 'has:1/2', 'has-key', 4, 'OR'],
    ['a range in a list', 'status:[1..5, 9]', 'list-range', 8, 'OR'],
    ['a comparison with has', 'has:>a', 'operator-refused', 0, '`has:a`'],
    ['a comparison with is', 'is:!=new', 'operator-refused', 0, 'Leave'],
    ['a regular expression that is none', 'a:1 b:=~"x(y"', 'expression', 10, 'stars'],
    ['a calculation or a filter', 'count():>5 OR a:1', 'or-mixed', 0, 'AND'],
    ['such an OR in disguise', '!(count():>5 a:1)', 'or-mixed', 0, 'AND'],
  ])('%s', (_sentence, text, code, position, fix) => {
    const reading = readQuery(text)
    expect(reading).toMatchObject({ ok: false, error: { code, position } })
    expect(reading.ok ? '' : reading.error.fix).toContain(fix)
  })

  test('in one line, counted from 1', () => {
    expect(read('a:1 OR')).toBe(
      'Position 5: Nothing stands after `OR`. Take it out. As a word it stands in quotes: `"OR"`.',
    )
  })

  test('a calculation or another is fine, and so is a calculation and a filter', () => {
    expect(read('count():>5 OR p95(a):>1s')).toBe('or[count()>5, p95(a)>1s]')
    expect(read('a:1 count():>5')).toBe('and[a=1, count()>5]')
  })
})

function listExtents(query: Query): readonly (readonly [string, number, number])[] {
  const own = [query.type, query.start, query.end] as const
  if (query.type === 'and' || query.type === 'or') return [own, ...query.terms.flatMap(listExtents)]
  return query.type === 'not' ? [own, ...listExtents(query.term)] : [own]
}

describe('offsets', () => {
  test('every node has its place; a junction includes its parentheses', () => {
    const reading = readQuery(' a:1 !(b:2 OR "😀") c d ')
    expect(reading.ok && listExtents(reading.query)).toEqual([
      ['and', 1, 23],
      ['filter', 1, 4],
      ['not', 5, 19],
      ['or', 6, 19],
      ['filter', 7, 10],
      ['text', 14, 18],
      ['text', 20, 23],
    ])
  })

  test('values have theirs, with their quotes', () => {
    const reading = readQuery('a:["b c", d]')
    expect(reading.ok && reading.query).toMatchObject({
      values: [
        { raw: 'b c', isQuoted: true, start: 3, end: 8 },
        { raw: 'd', isQuoted: false, start: 10, end: 11 },
      ],
    })
  })
})

function colour(text: string): readonly string[] {
  return readQuery(text)
    .tokens.filter(({ type }) => type !== 'blank')
    .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)
}

describe('tokens', () => {
  test.each([
    ['!a.b:>=5', ['negation !', 'key a.b', 'operator :>=', 'value 5']],
    ['(x OR has:c)', 'paren (|text x|keyword OR|keyword has|operator :|key c|paren )'.split('|')],
    ['NOT is:new', ['keyword NOT', 'keyword is', 'operator :', 'value new']],
    ['d:[e, "f"]', 'key d|operator :|paren [|value e|comma ,|value "f"|paren ]'.split('|')],
    ['p95(d):>1s', 'function p95|paren (|value d|paren )|operator :>|value 1s'.split('|')],
    ['a b "c d"', ['text a', 'text b', 'text "c d"']],
    ['a:"b', ['key a', 'operator :', 'error "b']],
  ])('%s', (text, coloured) => {
    expect(colour(text)).toEqual(coloured)
  })

  test('show the mistake and go on behind it', () => {
    expect(colour('a:1 OR OR b:2')).toEqual([
      'key a',
      'operator :',
      'value 1',
      'error OR',
      'keyword OR',
      'key b',
      'operator :',
      'value 2',
    ])
  })
})

describe('any text', () => {
  const texts = fc.oneof(pieces, fc.string({ unit: 'binary' }))

  test('is answered, and its tokens cover it without gap or overlap', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { tokens } = readQuery(text)
        let at = 0
        for (const { start, end } of tokens) {
          expect(start).toBe(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBe(text.length)
      }),
      { numRuns: 3000 },
    )
  })

  test('has its mistake inside, with words about it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readQuery(text)
        if (reading.ok) return
        const { position, end, message, fix } = reading.error
        expect(position).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(position)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(message.length * fix.length).toBeGreaterThan(0)
      }),
      { numRuns: 3000 },
    )
  })
})

const long = (piece: string): string => piece.repeat(Math.ceil(100_000 / piece.length))

describe('100 KB', () => {
  test.each([
    ['one word', long('a')],
    ['words', long('a ')],
    ['one text in quotes', `"${long('a ')}"`],
    ['filters', long('a:b ')],
    ['a list', `a:[${long('b,')}b]`],
    ['open parentheses', long('(')],
    ['parentheses in pairs', '('.repeat(50_000) + ')'.repeat(50_000)],
    ['closing parentheses', long(')')],
    ['calls without end', long('f(')],
    ['calls with a parameter', long('f(a,b ')],
    ['calls in quotes', long('f("')],
    ['negations', long('!')],
    ['NOT', long('NOT ')],
    ['quotes', long('"')],
    ['escaped quotes', `"${long('\\"')}`],
    ['keys in quotes', long('"a":')],
    ['tags', long('tags["')],
    ['tags without end', long('tags[a')],
    ['backslashes', long('\\')],
    ['colons', long(':')],
    ['keys', long('a:')],
    ['OR', long('a OR ')],
    ['stars', `a:${long('*')}`],
    ['dots', `a:${long('.')}`],
    ['digits', `a:>${long('1')}`],
    ['a regular expression', `a:=~"${long('(a')}"`],
    ['repetitions', `a:=~${long('a{9}')}`],
    ['blanks', long(' ')],
  ])('%s', (_sentence, text) => {
    const start = performance.now()
    readQuery(text)
    // Linear takes some 20 ms; quadratic takes minutes.
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  test('10,000 parentheses are too deep', () => {
    const reading = readQuery('('.repeat(10_000) + 'a' + ')'.repeat(10_000))
    expect(reading).toMatchObject({ ok: false, error: { code: 'depth', position: 50 } })
  })

  test('parentheses and negations beside one another are not deep', () => {
    expect(readQuery('(a:1) !b:2 '.repeat(100)).ok).toBe(true)
  })

  test('1,001 terms or values are too many', () => {
    const terms = readQuery('a:b '.repeat(1001))
    expect(terms).toMatchObject({ ok: false, error: { code: 'size', position: 4000 } })
    expect(readQuery(`a:[${'b,'.repeat(1001)}b]`)).toMatchObject({ error: { code: 'size' } })
    expect(readQuery('a:b '.repeat(500)).ok).toBe(true)
  })
})
