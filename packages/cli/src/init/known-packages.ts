/** A package by which something is told, and what that is called. */
export type KnownPackage = readonly [name: string, title: string]

export const frameworks: readonly KnownPackage[] = [
  ['next', 'Next.js'],
  ['nuxt', 'Nuxt'],
  ['astro', 'Astro'],
  ['@sveltejs/kit', 'SvelteKit'],
  ['@react-router/dev', 'React Router'],
  ['@remix-run/dev', 'Remix'],
  ['@tanstack/react-start', 'TanStack Start'],
  ['@tanstack/solid-start', 'TanStack Start'],
  ['@solidjs/start', 'SolidStart'],
  ['@builder.io/qwik-city', 'Qwik City'],
  ['@qwik.dev/router', 'Qwik Router'],
  ['@analogjs/platform', 'Analog'],
  ['vitepress', 'VitePress'],
  ['gatsby', 'Gatsby'],
  ['@angular/core', 'Angular'],
  ['react', 'React'],
  ['preact', 'Preact'],
  ['vue', 'Vue'],
  ['svelte', 'Svelte'],
  ['solid-js', 'Solid'],
  ['@builder.io/qwik', 'Qwik'],
  ['lit', 'Lit'],
  ['alpinejs', 'Alpine'],
]

/** What makes the page where Vite does not. */
export const otherBundlers: readonly KnownPackage[] = [
  ['next', 'Next.js'],
  ['gatsby', 'Gatsby'],
  ['react-scripts', 'Create React App'],
  ['@angular/build', 'Angular'],
  ['@angular-devkit/build-angular', 'Angular'],
  ['@rsbuild/core', 'Rsbuild'],
  ['@rspack/core', 'Rspack'],
  ['webpack', 'webpack'],
  ['parcel', 'Parcel'],
]

export const servers: readonly KnownPackage[] = [
  ['@nestjs/core', 'NestJS'],
  ['express', 'Express'],
  ['fastify', 'Fastify'],
  ['koa', 'Koa'],
  ['hono', 'Hono'],
  ['@hapi/hapi', 'hapi'],
  ['@adonisjs/core', 'AdonisJS'],
  ['nitropack', 'Nitro'],
  ['nitro', 'Nitro'],
  ['h3', 'h3'],
  ['elysia', 'Elysia'],
  ['polka', 'polka'],
  ['@apollo/server', 'Apollo Server'],
  ['graphql-yoga', 'GraphQL Yoga'],
]

/** Frameworks whose own config holds Vite's, and below which keys. */
export interface ConfigHome {
  readonly package: string | undefined
  /** Without its ending. */
  readonly file: string
  readonly endings: readonly string[]
  readonly path: readonly string[]
}

/** As Vite tries them. */
const ENDINGS = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts']

const nested = ['vite', 'plugins']

/** The first that is there holds the plugin. */
export const configHomes: readonly ConfigHome[] = [
  {
    package: 'astro',
    file: 'astro.config',
    endings: ['mjs', 'js', 'ts', 'mts', 'cjs', 'cts'],
    path: nested,
  },
  { package: 'nuxt', file: 'nuxt.config', endings: ['ts', 'js', 'mjs', 'mts'], path: nested },
  { package: 'vitepress', file: '.vitepress/config', endings: ENDINGS, path: nested },
  { package: 'vitepress', file: 'docs/.vitepress/config', endings: ENDINGS, path: nested },
  { package: '@solidjs/start', file: 'app.config', endings: ENDINGS, path: nested },
  { package: undefined, file: 'vite.config', endings: ENDINGS, path: ['plugins'] },
]
