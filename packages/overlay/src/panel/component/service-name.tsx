import type { VNode } from 'preact'

/** Told apart from span colours by the tick alone: a service keeps its colour wherever it is named. */
const tones = ['server', 'client', 'db', 'queue', 'ui', 'cache', 'ai', 'resource'] as const

export function ServiceName({ name }: { readonly name: string | undefined }): VNode {
  const shown = name ?? 'unnamed'
  return <span class={`fl-svc o-${toServiceTone(shown)}`}>{shown}</span>
}

/** By name, so that it is the same in every view and after every reload. */
function toServiceTone(name: string): (typeof tones)[number] {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return tones[sum % tones.length] ?? 'server'
}
