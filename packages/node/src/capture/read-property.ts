/** A property of what may be anything: libraries publish objects of their own making. */
export function readProperty(owner: unknown, name: PropertyKey): unknown {
  return hasProperties(owner) ? Reflect.get(owner, name) : undefined
}

export function hasProperties(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
