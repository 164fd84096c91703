import { describe, expect, test } from 'vitest'
import { DEV_SCRIPT, toWrappedScript } from './dev-script.ts'

describe('a script that starts something in development', () => {
  test.each([
    ['node server.js', 'footlight run -- node server.js'],
    ['tsx watch src/index.ts', 'footlight run -- tsx watch src/index.ts'],
    ['nodemon --exec "node -r x" app.js', 'footlight run -- nodemon --exec "node -r x" app.js'],
    ['next dev --turbopack', 'footlight run -- next dev --turbopack'],
    ['nest start --watch', 'footlight run -- nest start --watch'],
    ['python manage.py runserver', 'footlight run -- python manage.py runserver'],
    ['NODE_ENV=development node a.js', 'NODE_ENV=development footlight run -- node a.js'],
    ["cross-env A=1 B='x y' node a.js", "cross-env A=1 B='x y' footlight run -- node a.js"],
    ['ng serve', 'footlight run -- ng serve'],
  ])('%s is started through it', (script, wrapped) => {
    expect(toWrappedScript(script)).toEqual({ type: 'wrapped', script: wrapped })
    expect(toWrappedScript(wrapped)).toEqual({ type: 'left' })
  })

  test.each([
    'vite',
    'vite dev --port 3000',
    'nuxt dev',
    'astro dev',
    'react-router dev',
    'turbo run dev',
    'npm run dev -w web',
    'npx footlight run -- node a.js',
    'node --import footlight/node a.js',
    'tsc && footlight run -- node a.js',
    'concurrently "vite" "npm:server"',
    'nodejs-thing',
    'vite && echo done',
    '',
  ])('%j is left as it is', (script) => {
    expect(toWrappedScript(script)).toEqual({ type: 'left' })
  })

  test.each(['tsc && node dist/a.js', 'vite & node server.js', 'node a.js | pino-pretty'])(
    '%s is left to the person',
    (script) => {
      expect(toWrappedScript(script)).toEqual({ type: 'shown' })
    },
  )

  test.each([
    ['dev', true],
    ['start:dev', true],
    ['dev:server', true],
    ['start', false],
    ['build', false],
    ['test:dev', false],
  ])('%s is one: %s', (name, isOne) => {
    expect(DEV_SCRIPT.test(name)).toBe(isOne)
  })
})
