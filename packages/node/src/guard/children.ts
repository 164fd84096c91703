/**
 * Node's children are guarded as well: `--import` on a command line reaches workers and forks by
 * itself, other children by the environment. Named by an absolute address, since a child may be
 * started in any folder.
 */
export function guardChildren(
  environment: Record<string, string | undefined>,
  entry: string,
): void {
  const option = `--import=${entry}`
  const known = environment['NODE_OPTIONS'] ?? ''
  if (!known.includes(option)) environment['NODE_OPTIONS'] = `${known} ${option}`.trim()
}
