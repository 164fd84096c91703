import type { HtmlTagDescriptor } from 'vite'
import { toInlineBoot } from './boot-script.ts'
import type { ServedFacts } from './boot-script.ts'
import { toOwnBase } from './own-path.ts'

/** What stands first in the head: the script, and as a module where a policy forbids inline ones. */
export function toBootTags(facts: ServedFacts): HtmlTagDescriptor[] {
  return [
    { tag: 'script', children: toInlineBoot(facts), injectTo: 'head-prepend' },
    {
      tag: 'script',
      attrs: { type: 'module', src: toModuleAddress(facts) },
      injectTo: 'head-prepend',
    },
  ]
}

export function toBootHtml(facts: ServedFacts): string {
  const src = toModuleAddress(facts)
  return `<script>${toInlineBoot(facts)}</script><script type="module" src="${src}"></script>`
}

function toModuleAddress({ base }: ServedFacts): string {
  return `${toOwnBase(base)}boot.js`
}
