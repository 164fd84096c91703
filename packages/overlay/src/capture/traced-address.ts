/** Everything of the page's origin but what is ours: only there no header asks for a preflight. */
export function toTracedAddress(origin: string, own: string): RegExp {
  const rest = own.startsWith(`${origin}/`) ? `(?!${escape(own.slice(origin.length))})` : ''
  return new RegExp(`^${escape(origin)}${rest}/`)
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
