import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { toBlankedTypes } from './blanked-types.ts'
import { toConfigWithPlugin } from './config-edit.ts'
import type { ConfigParser } from './config-edit.ts'
import { readSyntaxNode } from './syntax-node.ts'

const toParser =
  (lang: 'js' | 'ts', toText: (text: string) => string): ConfigParser =>
  (text) => {
    try {
      return readSyntaxNode(parseAst(toText(text), { lang }))
    } catch {
      return undefined
    }
  }

/** Vite 8 reads types; for the ones before it they are blanked. */
const parsers: readonly (readonly [string, ConfigParser])[] = [
  ['a parser that knows types', toParser('ts', (text) => text)],
  ['one that knows JavaScript', toParser('js', toBlankedTypes)],
]

const edits: readonly (readonly [sentence: string, before: string, after: string])[] = [
  [
    'one line of plugins',
    "import react from '@vitejs/plugin-react'\nimport { defineConfig } from 'vite'\n\n// https://vite.dev/config/\nexport default defineConfig({\n  plugins: [react()],\n})\n",
    "import react from '@vitejs/plugin-react'\nimport { defineConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\n\n// https://vite.dev/config/\nexport default defineConfig({\n  plugins: [react(), footlight()],\n})\n",
  ],
  [
    'a line for each, with a comma after the last and a comment',
    "import { defineConfig } from 'vite';\n\nexport default defineConfig({\n  plugins: [\n    vue(), // first, of all\n    ...more,\n    isDev && inspect(), // [x,\n  ],\n});\n",
    "import { defineConfig } from 'vite';\nimport { footlight } from 'footlight/vite';\n\nexport default defineConfig({\n  plugins: [\n    vue(), // first, of all\n    ...more,\n    isDev && inspect(), // [x,\n    footlight(),\n  ],\n});\n",
  ],
  [
    'a line for each, and none after the last',
    'export default {\n\tplugins: [\n\t\tsveltekit()\n\t]\n}\n',
    "import { footlight } from 'footlight/vite'\n\nexport default {\n\tplugins: [\n\t\tsveltekit(),\n\t\tfootlight()\n\t]\n}\n",
  ],
  [
    'an empty list',
    'export default { plugins: [] }',
    "import { footlight } from 'footlight/vite'\n\nexport default { plugins: [footlight()] }",
  ],
  [
    'an empty list over lines',
    'export default {\n  plugins: [\n    // none yet\n  ],\n}\n',
    "import { footlight } from 'footlight/vite'\n\nexport default {\n  plugins: [\n    // none yet\n    footlight(),\n  ],\n}\n",
  ],
  [
    'an empty object',
    "import { defineConfig } from 'vite'\n\nexport default defineConfig({})\n",
    "import { defineConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\n\nexport default defineConfig({\n  plugins: [footlight()],\n})\n",
  ],
  [
    'an object with nothing but a comment',
    "import { defineConfig } from 'vite'\n\nexport default defineConfig({\n  // config options\n})\n",
    "import { defineConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\n\nexport default defineConfig({\n  // config options\n  plugins: [footlight()],\n})\n",
  ],
  [
    'no plugins yet, double quotes, four spaces, Windows lines and a mark before them',
    '\uFEFFimport { defineConfig } from "vite"; // the bundler\r\n\r\nexport default defineConfig({\r\n    base: "/shop/", // its place\r\n    server: { port: 3000 }\r\n});\r\n',
    '\uFEFFimport { defineConfig } from "vite"; // the bundler\r\nimport { footlight } from "footlight/vite";\r\n\r\nexport default defineConfig({\r\n    base: "/shop/", // its place\r\n    server: { port: 3000 },\r\n    plugins: [footlight()]\r\n});\r\n',
  ],
  [
    'an object on one line',
    "export default { base: '/shop/' };",
    "import { footlight } from 'footlight/vite';\n\nexport default { base: '/shop/', plugins: [footlight()] };",
  ],
  [
    'a function that gives an object',
    "import { defineConfig } from 'vite'\nexport default defineConfig(() => ({ plugins: [a(), ] }))\n",
    "import { defineConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\nexport default defineConfig(() => ({ plugins: [a(), footlight(), ] }))\n",
  ],
  [
    'a function with a body, over the returns of functions within it',
    "import { defineConfig, loadEnv } from 'vite'\n\nexport default defineConfig(async ({ mode }) => {\n  const env = loadEnv(mode, process.cwd())\n  const inner = () => {\n    return 1\n  }\n  return {\n    plugins: [react()],\n    define: { env, inner },\n  }\n})\n",
    "import { defineConfig, loadEnv } from 'vite'\nimport { footlight } from 'footlight/vite'\n\nexport default defineConfig(async ({ mode }) => {\n  const env = loadEnv(mode, process.cwd())\n  const inner = () => {\n    return 1\n  }\n  return {\n    plugins: [react(), footlight()],\n    define: { env, inner },\n  }\n})\n",
  ],
  [
    'a config for each command',
    "import { defineConfig } from 'vite'\n\nexport default defineConfig(({ command }) => {\n  if (command === 'serve') return { plugins: [a()] }\n  return { base: '/x/' }\n})\n",
    "import { defineConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\n\nexport default defineConfig(({ command }) => {\n  if (command === 'serve') return { plugins: [a(), footlight()] }\n  return { base: '/x/', plugins: [footlight()] }\n})\n",
  ],
  [
    'a choice, of one list',
    'const plugins = [a()]\nexport default process.env.X ? { plugins } : { plugins, base: "/" }\n',
    'import { footlight } from "footlight/vite"\n\nconst plugins = [a(), footlight()]\nexport default process.env.X ? { plugins } : { plugins, base: "/" }\n',
  ],
  [
    'a constant with a type',
    "import type { UserConfig } from 'vite'\n\nconst config: UserConfig = {\n  plugins: [react() as Plugin],\n}\n\nexport default config\n",
    "import type { UserConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\n\nconst config: UserConfig = {\n  plugins: [react() as Plugin, footlight()],\n}\n\nexport default config\n",
  ],
  [
    'a constant that is defined',
    "import { defineConfig } from 'vite'\n\nconst config = defineConfig({\n  plugins: [\n    tanstackStart(),\n    viteReact(),\n  ],\n})\n\nexport default config\n",
    "import { defineConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\n\nconst config = defineConfig({\n  plugins: [\n    tanstackStart(),\n    viteReact(),\n    footlight(),\n  ],\n})\n\nexport default config\n",
  ],
  [
    'an object that satisfies a type',
    "import { type UserConfig } from 'vite'\nexport default {\n  plugins: [react()],\n} satisfies UserConfig\n",
    "import { type UserConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\nexport default {\n  plugins: [react(), footlight()],\n} satisfies UserConfig\n",
  ],
  [
    'a function with types',
    "import { defineConfig, type ConfigEnv, type UserConfig } from 'vite'\nexport default defineConfig(({ mode }: ConfigEnv): UserConfig => ({\n  base: process.env.BASE!,\n  mode,\n}))\n",
    "import { defineConfig, type ConfigEnv, type UserConfig } from 'vite'\nimport { footlight } from 'footlight/vite'\nexport default defineConfig(({ mode }: ConfigEnv): UserConfig => ({\n  base: process.env.BASE!,\n  mode,\n  plugins: [footlight()],\n}))\n",
  ],
  [
    'CommonJS',
    "'use strict'\nconst { defineConfig } = require('vite')\n\nmodule.exports = defineConfig({\n  plugins: [legacy()],\n})\n",
    "'use strict'\nconst { defineConfig } = require('vite')\nconst { footlight } = require('footlight/vite')\n\nmodule.exports = defineConfig({\n  plugins: [legacy(), footlight()],\n})\n",
  ],
  [
    'CommonJS that asks for nothing',
    '"use strict";\nmodule.exports = { base: "/" };\n',
    '"use strict";\nconst { footlight } = require("footlight/vite");\n\nmodule.exports = { base: "/", plugins: [footlight()] };\n',
  ],
  [
    'what Vitest defines',
    "/// <reference types=\"vitest\" />\nimport { defineConfig } from 'vitest/config'\n\nexport default defineConfig({\n  plugins: [\n    tailwindcss(),\n    react({\n      babel: { plugins: [['x', {}]] },\n    })],\n  test: { globals: true },\n})\n",
    "/// <reference types=\"vitest\" />\nimport { defineConfig } from 'vitest/config'\nimport { footlight } from 'footlight/vite'\n\nexport default defineConfig({\n  plugins: [\n    tailwindcss(),\n    react({\n      babel: { plugins: [['x', {}]] },\n    }), footlight()],\n  test: { globals: true },\n})\n",
  ],
  [
    'a list without what is falsy',
    'export default { plugins: [a(), isDev && b()].filter(Boolean) }\n',
    "import { footlight } from 'footlight/vite'\n\nexport default { plugins: [a(), isDev && b(), footlight()].filter(Boolean) }\n",
  ],
  [
    'a spread before its plugins',
    'export default { ...base, plugins: [...base.plugins] }\n',
    "import { footlight } from 'footlight/vite'\n\nexport default { ...base, plugins: [...base.plugins, footlight()] }\n",
  ],
  [
    'a comment that is the object’s own',
    "/** @type {import('vite').UserConfig} */\nexport default {\n  'plugins': [a()],\n}\n",
    "import { footlight } from 'footlight/vite'\n\n/** @type {import('vite').UserConfig} */\nexport default {\n  'plugins': [a(), footlight()],\n}\n",
  ],
  [
    'what has to be first',
    '#!/usr/bin/env node\n// @ts-check\n\n// ours\nexport default { plugins: [a()] }\n',
    "#!/usr/bin/env node\n// @ts-check\n\nimport { footlight } from 'footlight/vite'\n\n// ours\nexport default { plugins: [a(), footlight()] }\n",
  ],
  [
    'brackets around the last, and a type',
    'export default {\n  plugins: [a(), (b() as any) as Plugin],\n  base: (x /* , */) // the base, of all\n}\n',
    "import { footlight } from 'footlight/vite'\n\nexport default {\n  plugins: [a(), (b() as any) as Plugin, footlight()],\n  base: (x /* , */) // the base, of all\n}\n",
  ],
  [
    'a comma after a type',
    'export default {\n  plugins: [\n    b() as Plugin, // , of all\n  ],\n}\n',
    "import { footlight } from 'footlight/vite'\n\nexport default {\n  plugins: [\n    b() as Plugin, // , of all\n    footlight(),\n  ],\n}\n",
  ],
  [
    'imported already, by another name',
    "import { footlight as light } from 'footlight/vite'\nexport default { plugins: [] }\n",
    "import { footlight as light } from 'footlight/vite'\nexport default { plugins: [light()] }\n",
  ],
  [
    'letters outside of ASCII before it',
    "// 日本 👋 é\nexport default { base: '/日本/👋/', plugins: [a('é')] }\n",
    "import { footlight } from 'footlight/vite'\n\n// 日本 👋 é\nexport default { base: '/日本/👋/', plugins: [a('é'), footlight()] }\n",
  ],
]

const nested: readonly (readonly [sentence: string, before: string, after: string])[] = [
  [
    'Astro without a word on Vite',
    "// @ts-check\nimport { defineConfig } from 'astro/config';\n\n// https://astro.build/config\nexport default defineConfig({});\n",
    "// @ts-check\nimport { defineConfig } from 'astro/config';\nimport { footlight } from 'footlight/vite';\n\n// https://astro.build/config\nexport default defineConfig({\n  vite: { plugins: [footlight()] },\n});\n",
  ],
  [
    'Astro with plugins of Vite',
    "import { defineConfig } from 'astro/config';\nimport tailwindcss from '@tailwindcss/vite';\n\nexport default defineConfig({\n  vite: {\n    plugins: [tailwindcss()],\n  },\n});\n",
    "import { defineConfig } from 'astro/config';\nimport tailwindcss from '@tailwindcss/vite';\nimport { footlight } from 'footlight/vite';\n\nexport default defineConfig({\n  vite: {\n    plugins: [tailwindcss(), footlight()],\n  },\n});\n",
  ],
  [
    'Nuxt, whose function nobody imports',
    'export default defineNuxtConfig({\n  devtools: { enabled: true },\n  vite: { server: {} }\n})\n',
    "import { footlight } from 'footlight/vite'\n\nexport default defineNuxtConfig({\n  devtools: { enabled: true },\n  vite: { server: {}, plugins: [footlight()] }\n})\n",
  ],
]

const refusals: readonly (readonly [sentence: string, text: string, reason: string])[] = [
  [
    'merged',
    "import { mergeConfig } from 'vite'\nexport default mergeConfig(base, {})",
    'what `mergeConfig` makes of its config is not known',
  ],
  [
    'a definer of their own',
    "import { defineConfig } from '@acme/config'\nexport default defineConfig({})",
    'what `defineConfig` makes of its config is not known',
  ],
  [
    'a spread that may have plugins',
    'export default { ...base }',
    'what is spread into its object may hold `plugins` too',
  ],
  [
    'a spread after the plugins',
    'export default { plugins: [], ...base }',
    'what is spread into its object may hold `plugins` too',
  ],
  [
    'plugins that somebody makes',
    'export default { plugins: makePlugins() }',
    'its `plugins` is no plain list',
  ],
  [
    'plugins by condition',
    'export default { plugins: dev ? [a()] : [] }',
    'its `plugins` is no plain list',
  ],
  [
    'plugins that are imported',
    "import { plugins } from './x'\nexport default { plugins }",
    'its `plugins` is no plain list',
  ],
  [
    'plugins that are got',
    'export default { get plugins() { return [] } }',
    'its `plugins` is made',
  ],
  [
    'a config that is imported',
    "import config from './x'\nexport default config",
    'what `config` is cannot be told from the file alone',
  ],
  [
    'a config that is changed later',
    'const config = {}\nconfig.plugins = []\nexport default config',
    'what `config` is cannot be told from the file alone',
  ],
  [
    'a config that may be another',
    'let config = {}\nif (x) config = y\nexport default config',
    'what `config` is cannot be told from the file alone',
  ],
  [
    'a name that two have',
    'const a = {}\nfunction f() { const a = 1 }\nexport default a',
    'what `a` is cannot be told from the file alone',
  ],
  ['a circle', 'const a = b\nconst b = a\nexport default a', 'it exports no object'],
  ['a function that gives nothing', 'export default () => {}', 'its function returns nothing'],
  [
    'a promise',
    'export default Promise.resolve({})',
    'what `a call` makes of its config is not known',
  ],
  ['nothing exported', 'const a = {}', 'it has no default export'],
  [
    'our name for another',
    "import { footlight } from './stage'\nexport default {}",
    '`footlight` is something else in it',
  ],
  ['no JavaScript', 'export default {', 'it cannot be read'],
]

describe.each(parsers)('a config, by %s,', (_sentence, parse) => {
  test.each(edits)('gets the plugin: %s', (_case, before, after) => {
    expect(toConfigWithPlugin(before, parse, ['plugins'])).toEqual({ type: 'edited', text: after })
    expect(toConfigWithPlugin(after, parse, ['plugins'])).toEqual({ type: 'there' })
  })

  test.each(nested)('gets it where the framework looks: %s', (_case, before, after) => {
    const path = ['vite', 'plugins']
    expect(toConfigWithPlugin(before, parse, path)).toEqual({ type: 'edited', text: after })
    expect(toConfigWithPlugin(after, parse, path)).toEqual({ type: 'there' })
  })

  test('is promised the plugin where no module can be had at once', () => {
    const before = 'module.exports = { plugins: [a()] }\n'
    const after =
      "module.exports = { plugins: [a(), import('footlight/vite').then(({ footlight }) => footlight())] }\n"
    const path = ['plugins']
    expect(toConfigWithPlugin(before, parse, path, true)).toEqual({ type: 'edited', text: after })
    expect(toConfigWithPlugin(after, parse, path, true)).toEqual({ type: 'there' })
    expect(toConfigWithPlugin(after, parse, path)).toEqual({ type: 'there' })
  })

  test.each(refusals)('is left alone where it is not certain: %s', (_case, text, reason) => {
    expect(toConfigWithPlugin(text, parse, ['plugins'])).toEqual({ type: 'refused', reason })
  })
})
