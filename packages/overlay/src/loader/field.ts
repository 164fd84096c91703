/** A property of whatever it is; undefined of what has none. */
export function readField(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** A method of whatever it is; undefined of what has none. */
export function callField(
  value: unknown,
  name: string,
  ...parameters: readonly unknown[]
): unknown {
  const method = readField(value, name)
  return typeof method === 'function' ? Reflect.apply(method, value, parameters) : undefined
}
