/** 32 hex digits, to tell tabs and page loads apart: the browser's better source costs a millisecond. */
export function toRandomId(): string {
  return Array.from({ length: 4 }, toPart).join('')
}

function toPart(): string {
  return Math.random().toString(16).slice(2, 10).padEnd(8, '0')
}
