import { describe, expect, test } from 'vitest'
import { findProjectParts, toFoundLines } from './found-project.ts'
import type { ProjectTree } from './project-tree.ts'

type Files = Readonly<Record<string, string>>

function toTree(files: Files): ProjectTree {
  return {
    list: (folder) => {
      const start = folder === '' ? '' : `${folder}/`
      const below = Object.keys(files).filter((file) => file.startsWith(start))
      return [...new Set(below.map((file) => file.slice(start.length).split('/')[0] ?? ''))]
    },
    read: (file) => files[file],
  }
}

const needs = (dependencies: Files, more: object = {}): string =>
  JSON.stringify({ dependencies, ...more })

const cases: readonly (readonly [sentence: string, files: Files, lines: Files])[] = [
  [
    'React on Vite, with Sentry',
    {
      'package.json': needs({
        vite: '^7.1.0',
        react: '^19.1.0',
        '@sentry/react': '~10.2.0',
        '@sentry/vite-plugin': '4',
        '@sentry/core': '10',
      }),
      'vite.config.ts': '',
    },
    { packages: 'npm', bundler: 'Vite 7', framework: 'React 19', telemetry: '@sentry/react 10' },
  ],
  [
    'a version that only the installed package tells',
    {
      'package.json': needs({ vite: 'catalog:', vue: 'latest' }),
      'vite.config.mts': '',
      'node_modules/vite/package.json': '{ "version": "8.3.8" }',
    },
    { packages: 'npm', bundler: 'Vite 8', framework: 'Vue' },
  ],
  [
    'SvelteKit',
    {
      'package.json': needs({ '@sveltejs/kit': '^2.0.0', svelte: '^5.0.0', vite: '^8.0.0' }),
      'vite.config.js': '',
    },
    { packages: 'npm', bundler: 'Vite 8', framework: 'SvelteKit 2, Svelte 5' },
  ],
  [
    'Next.js, which has no Vite',
    {
      'package.json': needs({
        next: '15.1.0',
        react: '19.0.0',
        '@sentry/nextjs': '>=9 <11',
        '@vercel/otel': '1.0.0',
      }),
    },
    {
      packages: 'npm',
      bundler: 'Next.js 15',
      framework: 'Next.js 15, React 19',
      telemetry: '@sentry/nextjs 9, @vercel/otel 1',
    },
  ],
  [
    'packages of a workspace, by pnpm',
    {
      'package.json': needs({}),
      'pnpm-workspace.yaml':
        'packages:\n  - "apps/*" # ours\n  - packages/**\n  - "!packages/old"\n\ncatalog:\n  - none\n',
      'apps/web/package.json': needs({ vite: '6.0.0', 'solid-js': '1.9.0' }),
      'apps/web/vite.config.ts': '',
      'apps/api/package.json': needs({
        fastify: '^5.0.0',
        '@opentelemetry/sdk-node': '0.60.0',
        '@opentelemetry/api': '1.0.0',
      }),
      'packages/deep/er/package.json': needs({ hono: '4.0.0' }),
      'packages/old/package.json': needs({ koa: '2.0.0' }),
      'elsewhere/package.json': needs({ express: '5.0.0' }),
    },
    {
      packages: 'npm, 4 packages',
      bundler: 'Vite 6 (apps/web)',
      framework: 'Solid 1 (apps/web)',
      backend: 'Fastify 5 (apps/api), Hono 4 (packages/deep/er)',
      telemetry: '@opentelemetry/sdk-node 0 (apps/api)',
    },
  ],
  [
    'packages of a workspace, by npm and in Yarn’s older form',
    {
      'package.json': '{ "workspaces": { "packages": ["./web", "../outside"] } }',
      'web/package.json': needs({ '@nestjs/core': '11.0.0' }),
    },
    { packages: 'npm, 2 packages', backend: 'NestJS 11 (web)' },
  ],
  [
    'backends in other languages, beside it and below it',
    {
      'requirements.txt': 'Django==5.1\nsentry-sdk[django]\n',
      'api/go.mod':
        'module x\nrequire github.com/gin-gonic/gin v1\nrequire go.opentelemetry.io/otel v1\n',
      'shop/Shop.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web">',
      'web/composer.json':
        '{ "require": { "laravel/framework": "^11", "sentry/sentry-laravel": "4" } }',
      'cart/Gemfile': 'gem "rails"\n',
      'jobs/pom.xml': '<artifactId>spring-boot-starter</artifactId>',
      'ktor/build.gradle.kts': 'implementation("io.ktor:ktor-server")',
      'docker-compose.yml': '',
    },
    {
      backend:
        'Django (Python), Gin (Go) in api, ASP.NET Core (.NET) in shop, Laravel (PHP) in web, Rails (Ruby) in cart, Spring Boot (Java) in jobs, Ktor (Java) in ktor',
      telemetry: 'Sentry for Python, OpenTelemetry for Go, Sentry for PHP',
      containers: 'Docker Compose (docker-compose.yml)',
    },
  ],
  ['nothing', {}, {}],
  ['a manifest that is none', { 'package.json': '[1]' }, {}],
]

test.each(cases)('%s is told', (_sentence, files, lines) => {
  const found = toFoundLines(findProjectParts(toTree(files)), 'npm')
  expect(Object.fromEntries(found)).toEqual(lines)
})

describe('the file that tells Vite of its plugins', () => {
  const vite = { vite: '8.0.0' }
  test.each([
    ['Vite’s own', { 'package.json': needs(vite), 'vite.config.cjs': '' }, 'vite.config.cjs'],
    [
      'the first of several, as Vite tries them',
      { 'package.json': needs(vite), 'vite.config.ts': '', 'vite.config.js': '' },
      'vite.config.js',
    ],
    [
      'Astro’s',
      { 'package.json': needs({ astro: '5.0.0' }), 'astro.config.mjs': '' },
      'astro.config.mjs vite',
    ],
    [
      'Nuxt’s',
      { 'package.json': needs({ nuxt: '4.0.0' }), 'nuxt.config.ts': '' },
      'nuxt.config.ts vite',
    ],
    [
      'VitePress’s',
      { 'package.json': needs({ vitepress: '1.0.0' }), 'docs/.vitepress/config.mts': '' },
      'docs/.vitepress/config.mts vite',
    ],
    [
      'none with Nuxt alone',
      { 'package.json': needs({ nuxt: '4.0.0', ...vite }), 'index.html': '' },
      undefined,
    ],
    ['a new one', { 'package.json': needs(vite), 'index.html': '' }, 'vite.config.mjs new'],
    [
      'a new one with types',
      { 'package.json': needs(vite, { scripts: { dev: 'vite' } }), 'tsconfig.json': '' },
      'vite.config.mts new',
    ],
    [
      'a new one in a module',
      { 'package.json': needs(vite, { type: 'module', scripts: { dev: 'vite --host' } }) },
      'vite.config.js new',
    ],
    [
      'none where Vite only builds',
      { 'package.json': needs(vite, { scripts: { build: 'vite build' } }) },
      undefined,
    ],
    [
      'none that is there for tests alone',
      { 'package.json': needs({ vitest: '4.0.0', express: '5.0.0' }), 'vite.config.ts': '' },
      undefined,
    ],
    [
      'none without Vite',
      { 'package.json': needs({ next: '15.0.0' }), 'index.html': '' },
      undefined,
    ],
  ])('is %s', (_sentence, files: Files, expected) => {
    const [first] = findProjectParts(toTree(files)).packages
    const { config } = first ?? {}
    const text =
      config &&
      [config.file, ...config.path.slice(0, -1), ...(config.isNew ? ['new'] : [])].join(' ')
    expect(text).toBe(expected)
  })
})
