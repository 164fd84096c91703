/** Calls what stood there before, with whatever it was called with. */
export function callThrough<R>(
  target: (...parameters: never[]) => R,
  self: unknown,
  parameters: readonly unknown[],
): R {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer is the target's own
  return Reflect.apply(target, self, parameters) as R
}
