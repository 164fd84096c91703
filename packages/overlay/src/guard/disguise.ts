import { rethrow } from './own-frames.ts'

/**
 * A function in another's place, that looks like it. SDKs ask `fetch` for its text, and take one out
 * of a frame of their own where it does not read like the browser's: then nothing would be caught.
 */
export function disguise<F extends (...parameters: never[]) => unknown>(
  native: F,
  call: (self: unknown, parameters: readonly unknown[]) => unknown,
): F {
  const text = `function ${native.name}() { [native code] }`
  const toString = (): string => text
  return new Proxy(native, {
    apply: (_target, self: unknown, parameters: readonly unknown[]) => {
      try {
        return call(self, parameters)
      } catch (error) {
        return rethrow(error)
      }
    },
    get: (target, name) => (name === 'toString' ? toString : Reflect.get(target, name, target)),
  })
}
