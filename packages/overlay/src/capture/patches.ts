import { disguise } from '../guard/disguise.ts'

/** Where a function of the browser stands: `[console, 'log']`. */
export type NativePlace = readonly [target: object, name: string]

export interface Patches {
  /** Puts the browser's functions back, where nobody has put others over ours since. */
  readonly close: () => void
}

/**
 * Lets `install` replace functions of the browser and stands before what it put there: each still
 * looks like the browser's, and each call first asks whether it is wanted. What is not a function,
 * `window.onerror` and its like, is put back at once.
 */
export function openPatches(
  places: readonly NativePlace[],
  install: () => void,
  isWanted: () => boolean,
): Patches {
  const befores = places.map(readBefore)
  install()
  const undos = befores.map((before) => {
    tidy(before)
    return replace(before, isWanted)
  })
  return {
    close: () => {
      for (const undo of undos) undo?.()
    },
  }
}

interface Before {
  readonly target: object
  readonly name: string
  readonly native: unknown
  readonly property: PropertyDescriptor | undefined
  /** What the function itself has. */
  readonly keys: ReadonlySet<PropertyKey>
}

function readBefore([target, name]: NativePlace): Before {
  const native: unknown = Reflect.get(target, name)
  return {
    target,
    name,
    native,
    property: Reflect.getOwnPropertyDescriptor(target, name),
    keys: new Set(isFunction(native) ? Reflect.ownKeys(native) : []),
  }
}

/** SDKs leave marks on the function they replace. */
function tidy({ native, keys }: Before): void {
  if (!isFunction(native)) return
  for (const key of Reflect.ownKeys(native)) {
    if (!keys.has(key)) Reflect.deleteProperty(native, key)
  }
}

function replace(before: Before, isWanted: () => boolean): (() => void) | undefined {
  const { target, name, native } = before
  const instrumented: unknown = Reflect.get(target, name)
  if (instrumented === native) return undefined
  if (!isFunction(native) || !isFunction(instrumented)) {
    putBack(before)
    return undefined
  }
  const ours = disguise(native, (self, parameters) =>
    Reflect.apply(isWanted() ? instrumented : native, self, parameters),
  )
  Reflect.set(target, name, ours)
  return () => {
    if (Reflect.get(target, name) === ours) putBack(before)
  }
}

function putBack({ target, name, native, property }: Before): void {
  if (property === undefined) Reflect.deleteProperty(target, name)
  else if ('value' in property) Reflect.defineProperty(target, name, property)
  else Reflect.set(target, name, native)
}

function isFunction(value: unknown): value is (...parameters: never[]) => unknown {
  return typeof value === 'function'
}
