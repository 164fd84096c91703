/** A fixed piece of work: how fast this machine is just now, and whether it has other things to do. */
export function measureYardstick(): number {
  const begin = performance.now()
  let value = 1
  for (let round = 0; round < 20_000_000; round++) value = (value * 1_103_515_245 + 12_345) | 0
  const duration = performance.now() - begin
  // Used, so that no compiler leaves it out.
  return value === 0 ? 0 : duration
}
