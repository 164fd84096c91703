/** What only TypeScript has, as it stands in config files; each is taken for itself, on its own lines. */
const typeSyntax: readonly RegExp[] = [
  /(?<=^import\s+)type\s+(?=[\w{*])/gm,
  /\bsatisfies\s+[\w.]+(?:<[\w.,\s|'"]*>)?(?:\[\])?/g,
  /(?<=[\w)\]}'"`]\s)as\s+(?:const|any|unknown|never|[A-Z][\w.]*(?:<[\w.,\s|'"]*>)?(?:\[\])?)(?=\s*[,;)\]}\n]|$)/g,
  /(?<=\b(?:const|let|var)\s+\w+\s*):\s*[\w.]+(?:<[\w.,\s|'"]*>)?(?:\[\])?(?=\s*=[^>=])/g,
  /(?<=\(\s*\w+|\}\s*)\??:\s*[A-Z][\w.]*(?:<[\w.,\s]*>)?(?=\s*\)\s*(?:=>|:|\{))/g,
  /(?<=\)\s*):\s*[A-Z][\w.]*(?:<[\w.,\s]*>)?(?=\s*(?:=>|\{))/g,
  /(?<=[\w)\]])!(?=\s*[,;)\]}.\n])/g,
]

/**
 * The text with spaces where its types are, for a parser that knows JavaScript only: every place in it
 * stays where it was. What is blanked by mistake costs nothing, since only places are read from it, and
 * what is edited by them is read again.
 */
export function toBlankedTypes(text: string): string {
  const imported = text.replace(IMPORT, (statement) => statement.replace(TYPE, toBlank))
  return typeSyntax.reduce((rest, pattern) => rest.replace(pattern, toBlank), imported)
}

const IMPORT = /^import\s*\{[^}]{0,4000}\}/gm
const TYPE = /\btype\s+(?=\w)/g

function toBlank(type: string): string {
  return type.replace(/[^\n\r]/g, ' ')
}
