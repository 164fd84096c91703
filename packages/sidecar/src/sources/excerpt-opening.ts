/**
 * An excerpt begins somewhere inside its file: in a script of a component, in PHP, in a comment. What
 * opened it stands on lines that are not there; the line given here opens it again. `undefined` where
 * the excerpt can be read as it is.
 */
export function toOpening(code: string, language: string): string | undefined {
  switch (language) {
    case 'php':
      return isBefore(code, '?>', '<?') || !code.includes('<?') ? '<?php' : undefined
    case 'vue':
    case 'svelte':
    case 'html':
      return toElementOpening(code)
    case 'astro':
      return toFrontmatterOpening(code)
    default:
      return toCommentOpening(code)
  }
}

/** Whether `closing` comes, and no `opening` before it. */
function isBefore(code: string, closing: string, opening: string): boolean {
  const end = code.indexOf(closing)
  const start = code.indexOf(opening)
  return end !== -1 && (start === -1 || end < start)
}

function toElementOpening(code: string): string | undefined {
  if (isBefore(code, '</style', '<style')) return '<style>'
  if (isBefore(code, '</script', '<script')) return '<script lang="ts">'
  return /^\s*<[a-z/!]/im.test(code) ? undefined : '<script lang="ts">'
}

/** The first line of a file with frontmatter is its opening. */
function toFrontmatterOpening(code: string): string | undefined {
  if (code.startsWith('---')) return undefined
  return /^---/m.test(code) || !/^\s*<[a-z/!]/im.test(code) ? '---' : undefined
}

/** A line that begins with a star is of a comment; a pattern in a string may hold its end too. */
function toCommentOpening(code: string): string | undefined {
  const end = code.search(/^[ \t]*(?:\*.*)?\*\//m)
  const start = code.indexOf('/*')
  return end !== -1 && (start === -1 || end < start) ? '/*' : undefined
}
