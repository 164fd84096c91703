import type { LanguageRegistration } from 'shiki/core'

export interface Language {
  readonly name: string
  /** Other names, and endings of files. */
  readonly others: readonly string[]
  /** One by one: all grammars together take 3 s and 100 MB. */
  readonly load: () => Promise<{ readonly default: LanguageRegistration[] }>
}

const languages: readonly Language[] = [
  {
    name: 'typescript',
    others: ['ts', 'mts', 'cts'],
    load: () => import('shiki/langs/typescript.mjs'),
  },
  { name: 'tsx', others: [], load: () => import('shiki/langs/tsx.mjs') },
  {
    name: 'javascript',
    others: ['js', 'mjs', 'cjs'],
    load: () => import('shiki/langs/javascript.mjs'),
  },
  { name: 'jsx', others: [], load: () => import('shiki/langs/jsx.mjs') },
  { name: 'vue', others: [], load: () => import('shiki/langs/vue.mjs') },
  { name: 'svelte', others: [], load: () => import('shiki/langs/svelte.mjs') },
  { name: 'astro', others: [], load: () => import('shiki/langs/astro.mjs') },
  { name: 'html', others: ['htm'], load: () => import('shiki/langs/html.mjs') },
  { name: 'css', others: [], load: () => import('shiki/langs/css.mjs') },
  { name: 'json', others: ['map', 'jsonc'], load: () => import('shiki/langs/json.mjs') },
  { name: 'python', others: ['py', 'pyi'], load: () => import('shiki/langs/python.mjs') },
  { name: 'ruby', others: ['rb', 'rake', 'ru'], load: () => import('shiki/langs/ruby.mjs') },
  { name: 'php', others: ['phtml'], load: () => import('shiki/langs/php.mjs') },
  { name: 'go', others: ['golang'], load: () => import('shiki/langs/go.mjs') },
  { name: 'java', others: [], load: () => import('shiki/langs/java.mjs') },
  { name: 'kotlin', others: ['kt', 'kts'], load: () => import('shiki/langs/kotlin.mjs') },
  { name: 'rust', others: ['rs'], load: () => import('shiki/langs/rust.mjs') },
  { name: 'csharp', others: ['cs', 'c#'], load: () => import('shiki/langs/csharp.mjs') },
  { name: 'sql', others: ['postgresql', 'mysql'], load: () => import('shiki/langs/sql.mjs') },
  { name: 'graphql', others: ['gql'], load: () => import('shiki/langs/graphql.mjs') },
  { name: 'bash', others: ['sh', 'shell', 'zsh'], load: () => import('shiki/langs/bash.mjs') },
  { name: 'yaml', others: ['yml'], load: () => import('shiki/langs/yaml.mjs') },
  { name: 'markdown', others: ['md'], load: () => import('shiki/langs/markdown.mjs') },
]

// A Map: a language called `constructor` is none.
const byName: ReadonlyMap<string, Language> = new Map(
  languages.flatMap((language) =>
    [language.name, ...language.others].map((name) => [name, language] as const),
  ),
)

/** The language of a name (`python`), an ending (`py`) or a file's path (`src/app.py`). */
export function toLanguage(text: string): Language | undefined {
  const name = text.slice(-200).toLowerCase()
  return byName.get(name) ?? byName.get(name.slice(name.lastIndexOf('.') + 1))
}
