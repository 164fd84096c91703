/**
 * Text of telemetry, safe to print: a log line may hold escape sequences that recolour, retitle or
 * answer for the terminal, line feeds that forge a line of ours, and marks that turn text around.
 */
export function toTerminalText(text: string): string {
  return text.replace(UNSAFE, (character) => NAMES[character] ?? toEscape(character))
}

// C0, DEL, C1, line separators, and the Unicode marks that reorder what follows.
// oxlint-disable-next-line no-control-regex -- these are what it is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
