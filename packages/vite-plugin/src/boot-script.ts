import type { BootFacts } from 'protocol'
import { toOwnBase } from './own-path.ts'

/** The facts as far as the server knows them; the page adds its own address. */
export type ServedFacts = Omit<BootFacts, 'url'> & {
  readonly base: string
  /** The guard's text, which reads the facts and stands before everything of the app. */
  readonly guardScript: string
}

/**
 * The script that runs before anything of the app. One text for three places: inline in the head,
 * in front of Vite's client module, and as `boot.js` where a policy forbids inline scripts; the
 * first that runs is the only one that does something.
 *
 * The loader's address is put together at run time: Vite fails on a literal `import()` of what is
 * no module of its own, and would take the app down with it.
 */
function toBootScript({ base, guardScript, ...facts }: ServedFacts): string {
  const path = toLiteral(toOwnBase(base))
  return [
    '(function(o){',
    'if(typeof document==="undefined"||window.__footlight)return;',
    `var u=new URL(${path},o).href,f=${toLiteral(facts)};f.url=u;`,
    'Object.defineProperty(window,"__footlight",{value:f});',
    guardScript,
    'import(/* @vite-ignore */u+"loader.js").catch(function(){})',
    '})',
  ].join('')
}

/** As a classic script in the head. */
export function toInlineBoot(facts: ServedFacts): string {
  return `${toBootScript(facts)}(location.href)`
}

/** Before, or as, a module of the dev server: its own address is the dev server's. */
export function toModuleBoot(facts: ServedFacts): string {
  return `${toBootScript(facts)}(import.meta.url);\n`
}

/** JSON that ends no script element and no line. */
function toLiteral(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}
