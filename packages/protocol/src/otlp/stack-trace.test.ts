import { describe, expect, test } from 'vitest'
import { readStackTrace } from './stack-trace.ts'

/** `function file:line:column`, a `+` before what is taken for the app's own code. */
function toLines(stack: string): readonly (readonly [string, readonly string[]])[] {
  return readStackTrace(stack).map(({ type, value, frames }) => [
    `${type ?? ''}: ${value ?? ''}`,
    frames.map((frame) => {
      const name = [frame.module, frame.function].filter((part) => part !== undefined).join('|')
      const place = [frame.filename, frame.line, frame.column].filter((part) => part !== undefined)
      return `${frame.inApp === true ? '+' : ''}${name} ${place.join(':')}`
    }),
  ])
}

type Row = readonly [
  sentence: string,
  stack: string,
  expected: readonly (readonly [string, readonly string[]])[],
]

describe('JavaScript', () => {
  const rows: readonly Row[] = [
    [
      'V8, in Node',
      `TypeError: x is not a function
    at add (/app/src/cart.js:41:7)
    at async Promise.all (index 0)
    at async load (file:///app/src/shop.mjs:7:3)
    at new Cart (C:\\shop\\cart.js:3:1)
    at Object.<anonymous> (/app/node_modules/lib/index.js:1:1)
    at /app/main.js:2:2
    at Array.map (<anonymous>)
    at node:internal/process/task_queues:95:5 {`,
      [
        [
          'TypeError: x is not a function',
          [
            ' node:internal/process/task_queues:95:5',
            'Array.map <anonymous>',
            '+ /app/main.js:2:2',
            'Object.<anonymous> /app/node_modules/lib/index.js:1:1',
            '+new Cart C:\\shop\\cart.js:3:1',
            '+load /app/src/shop.mjs:7:3',
            'Promise.all <index 0>',
            '+add /app/src/cart.js:41:7',
          ],
        ],
      ],
    ],
    [
      'V8, in a browser, with eval and a message of two lines',
      `Error: one
two
    at eval (eval at run (http://localhost:5173/src/a.ts:3:5), <anonymous>:1:7)
    at http://localhost:5173/@fs/app/b.ts?t=1:2:3`,
      [
        [
          'Error: one\ntwo',
          [
            '+ http://localhost:5173/@fs/app/b.ts?t=1:2:3',
            '+eval http://localhost:5173/src/a.ts:3:5',
          ],
        ],
      ],
    ],
    [
      'an error with a code, and its cause as Node prints it',
      `Error [ERR_X]: outer
    at a (/app/a.js:1:1) {
  [cause]: RangeError: inner
      at b (/app/b.js:2:2)
}`,
      [
        ['RangeError: inner', ['+b /app/b.js:2:2']],
        ['Error [ERR_X]: outer', ['+a /app/a.js:1:1']],
      ],
    ],
    [
      'Firefox',
      `add@http://localhost:5173/src/cart.ts:41:7
async*load@http://localhost:5173/node_modules/.vite/deps/x.js:7:3
@http://localhost:5173/src/a.ts line 9 > eval:1:1`,
      [
        [
          ': ',
          [
            '+ http://localhost:5173/src/a.ts:9',
            'load http://localhost:5173/node_modules/.vite/deps/x.js:7:3',
            '+add http://localhost:5173/src/cart.ts:41:7',
          ],
        ],
      ],
    ],
    [
      'Safari',
      `add@http://localhost/cart.js:41:7
map@[native code]
global code@http://localhost/@vite/client:1:1`,
      [
        [
          ': ',
          [
            'global code http://localhost/@vite/client:1:1',
            'map [native code]',
            '+add http://localhost/cart.js:41:7',
          ],
        ],
      ],
    ],
  ]
  test.each(rows)('%s', (_sentence, stack, expected) => {
    expect(toLines(stack)).toEqual(expected)
  })
})

describe('Python', () => {
  const rows: readonly Row[] = [
    [
      'a traceback',
      `Traceback (most recent call last):
  File "/usr/lib/python3.11/runpy.py", line 3, in run
    go()
  File "/app/cart.py", line 41, in add
    raise KeyError(sku)
          ^^^^^^^^^^^^^
KeyError: 'sku'
`,
      [["KeyError: 'sku'", ['run /usr/lib/python3.11/runpy.py:3', '+add /app/cart.py:41']]],
    ],
    [
      'a chain: the direct cause, then what happened while handling',
      `Traceback (most recent call last):
  File "/app/a.py", line 1, in a
ValueError: one

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/b.py", line 2, in b
shop.errors.Failure: two
lines

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/.venv/lib/python3.12/site-packages/lib/c.py", line 3, in c
KeyboardInterrupt`,
      [
        ['ValueError: one', ['+a /app/a.py:1']],
        ['shop.errors.Failure: two\nlines', ['+b /app/b.py:2']],
        ['KeyboardInterrupt: ', ['c /app/.venv/lib/python3.12/site-packages/lib/c.py:3']],
      ],
    ],
    [
      'a group, without its members',
      `  + Exception Group Traceback (most recent call last):
  |   File "/app/a.py", line 1, in a
  |     raise ExceptionGroup("many", errors)
  | ExceptionGroup: many (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: one
    +------------------------------------`,
      [['ExceptionGroup: many (2 sub-exceptions)', ['+a /app/a.py:1']]],
    ],
  ]
  test.each(rows)('%s', (_sentence, stack, expected) => {
    expect(toLines(stack)).toEqual(expected)
  })

  test('the line of code stands below its frame', () => {
    const stack = '  File "/app/a.py", line 1, in a\n    raise X\n    ~~~~^^^\nX: y'
    expect(readStackTrace(stack)[0]?.frames[0]?.context).toEqual({
      before: [],
      line: 'raise X',
      after: [],
    })
  })

  test('links tell how one exception hangs in the next', () => {
    const between = 'During handling of the above exception, another exception occurred:'
    const stack = `  File "a.py", line 1, in a\nX: 1\n\n${between}\n\n  File "b.py", line 2, in b\nY: 2`
    expect(readStackTrace(stack).map(({ link }) => link)).toEqual(['__context__', undefined])
  })
})

const others: readonly Row[] = [
  [
    'Java, with modules, native code, suppressed exceptions and causes',
    `java.lang.IllegalStateException: no stock
\tat com.shop.Cart$Line.lambda$add$0(Cart.java:41)
\tat java.base/java.util.ArrayList.forEach(ArrayList.java:1596)
\tat app//com.shop.Main.<init>(Main.kt)
\tat jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
\tSuppressed: java.io.IOException: close
\t\tat com.shop.Store.close(Store.java:9)
\t\t... 3 more
Caused by: java.io.IOException: disk
\tat com.shop.Store.read(Store.java:7)
\t... 3 more
Caused by: java.lang.Error
\tat com.shop.Disk.spin(Unknown Source)`,
    [
      ['java.lang.Error: ', ['+com.shop.Disk|spin ']],
      ['java.io.IOException: disk', ['+com.shop.Store|read Store.java:7']],
      [
        'java.lang.IllegalStateException: no stock',
        [
          'jdk.internal.reflect.NativeMethodAccessorImpl|invoke0 ',
          '+com.shop.Main|<init> Main.kt',
          'java.util.ArrayList|forEach ArrayList.java:1596',
          '+com.shop.Cart$Line|lambda$add$0 Cart.java:41',
        ],
      ],
    ],
  ],
  [
    '.NET, with inner exceptions',
    `System.InvalidOperationException: outer
 ---> System.ArgumentException: middle
 ---> Shop.StockException: inner
   at Shop.Stock.Find(String sku, Int32 n) in C:\\shop\\Stock.cs:line 7
   --- End of inner exception stack trace ---
   at Shop.Cart.<Add>b__0() in /app/Cart.cs:line 41
   --- End of inner exception stack trace ---
   at Shop.Cart..ctor(String sku)
--- End of stack trace from previous location ---
   at System.Linq.Enumerable.ToList[TSource](IEnumerable\`1 source)`,
    [
      ['Shop.StockException: inner', ['+Shop.Stock|Find C:\\shop\\Stock.cs:7']],
      ['System.ArgumentException: middle', ['+Shop.Cart|<Add>b__0 /app/Cart.cs:41']],
      [
        'System.InvalidOperationException: outer',
        ['System.Linq.Enumerable|ToList[TSource] ', '+Shop.Cart|.ctor '],
      ],
    ],
  ],
  [
    '.NET Framework, all headlines in one line',
    'System.Exception: outer ---> Shop.StockException: inner\r\n   at Shop.Stock.Find()\r\n   --- End of inner exception stack trace ---\r\n   at Shop.Cart.Add()',
    [
      ['Shop.StockException: inner', ['+Shop.Stock|Find ']],
      ['System.Exception: outer', ['+Shop.Cart|Add ']],
    ],
  ],
  [
    'Go, as the runtime prints it',
    `panic: boom

goroutine 1 [running]:
panic({0x4b1f2a, 0x3})
\t/usr/local/go/src/runtime/panic.go:884 +0x212
main.(*Cart).Add(0xc000012345, {0x4b1f2a, 0x3})
\t/app/cart.go:41 +0x1d
github.com/gin-gonic/gin.(*Context).Next(...)
\t/root/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go:174
created by net/http.(*Server).Serve in goroutine 7
\t/usr/local/go/src/net/http/server.go:3102 +0x4db

goroutine 7 [select]:
main.other()
\t/app/other.go:1 +0x1`,
    [
      [
        ': boom',
        [
          'net/http|(*Server).Serve /usr/local/go/src/net/http/server.go:3102',
          'github.com/gin-gonic/gin|(*Context).Next /root/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go:174',
          '+main|(*Cart).Add /app/cart.go:41',
          'panic|panic /usr/local/go/src/runtime/panic.go:884',
        ],
      ],
    ],
  ],
  [
    'Go, as pkg/errors prints it',
    `no stock
main.add
\t/app/cart.go:41
main.main
\t/app/main.go:7`,
    [[': no stock', ['+main|main /app/main.go:7', '+main|add /app/cart.go:41']]],
  ],
  [
    'Ruby, with a cause',
    `/app/cart.rb:41:in 'Cart#add': no such sku (KeyError)
\tfrom /usr/lib/ruby/3.4.0/set.rb:7:in 'Set#each'
\tfrom <internal:kernel>:187:in 'loop'
\tfrom /app/shop.rb:7:in \`block in buy'
/app/db.rb:3:in 'Db.find': divided by 0 (ZeroDivisionError)
\tfrom /app/vendor/bundle/gems/x.rb:1:in 'x'`,
    [
      [
        'ZeroDivisionError: divided by 0',
        ['x /app/vendor/bundle/gems/x.rb:1', '+Db.find /app/db.rb:3'],
      ],
      [
        'KeyError: no such sku',
        [
          '+block in buy /app/shop.rb:7',
          'loop <internal:kernel>:187',
          'Set#each /usr/lib/ruby/3.4.0/set.rb:7',
          '+Cart#add /app/cart.rb:41',
        ],
      ],
    ],
  ],
  [
    'PHP, with what came before',
    `RuntimeException: disk in /app/src/Store.php:9
Stack trace:
#0 /app/src/Cart.php(41): App\\Store->read('secret')
#1 /app/vendor/lib/x.php(3): App\\Cart::add()
#2 [internal function]: {closure}()
#3 {main}

Next App\\Failure: no stock in /app/index.php:7
Stack trace:
#0 {main}`,
    [
      [
        'RuntimeException: disk',
        [
          '{main} ',
          '{closure} /app/vendor/lib/x.php:3',
          '+App\\Cart|add /app/src/Cart.php:41',
          '+App\\Store|read /app/src/Store.php:9',
        ],
      ],
      ['App\\Failure: no stock', ['+{main} /app/index.php:7']],
    ],
  ],
  [
    "PHP, as OpenTelemetry's formatter prints it",
    `RuntimeException: disk
\tat App.Store.read(Store.php:9)
Caused by: LogicException: other
\tat App.Cart.add(Cart.php:41)
\t... 1 more`,
    [
      ['LogicException: other', ['+App.Cart|add Cart.php:41']],
      ['RuntimeException: disk', ['+App.Store|read Store.php:9']],
    ],
  ],
]

test.each(others)('%s', (_sentence, stack, expected) => {
  expect(toLines(stack)).toEqual(expected)
})

test.each([
  ['nothing', ''],
  ['prose', 'at least one of the items (three) failed'],
  ['a language nobody taught us', 'boom\n   0: rust_begin_unwind\n             at lib.rs'],
])('%s has no exceptions', (_sentence, stack) => {
  expect(readStackTrace(stack)).toEqual([])
})

const hostile: readonly (readonly [string, string])[] = [
  ['spaces', ' '],
  ['brackets', '('],
  ['colons and numbers', ':1'],
  [".NET's word", ') in '],
  ["Ruby's word", ":1:in 'x"],
  ["Firefox's sign", '@'],
  ['inner exceptions', ' ---> A: b'],
  ['evals', '(eval at f '],
  ['lines', 'at a.b(C.java:1)\n'],
  ['causes', 'Caused by: a\nat a.b(C.java:1)\n'],
]
test.each(hostile)('a megabyte of %s takes no time', (_sentence, part) => {
  const stack = `x\n    at ${part.repeat(1_000_000 / part.length)}`
  const started = performance.now()
  readStackTrace(stack)
  readStackTrace(`    at a (b.js:1:1)\n${`${part.repeat(500)}\n`.repeat(500)}`)
  expect(performance.now() - started).toBeLessThan(10_000)
})
