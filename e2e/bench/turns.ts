import { toMedian } from './quantile.ts'

/** Something that can be asked to do its work so many times, and says how many milliseconds that took. */
export interface Contender {
  readonly ask: (count: number) => Promise<number>
  readonly close: () => Promise<void>
}

export interface Compared {
  /** Milliseconds each. */
  readonly without: number
  readonly with: number
  /** The median of the turns' own: what slows the machine for a while slows both of a turn. */
  readonly ratio: number
}

/** Both in turns, each first as often as the other. */
export async function compareInTurns(
  contenders: readonly [without: Contender, guarded: Contender],
  turns: number,
  count: number,
): Promise<Compared> {
  const [without, guarded] = contenders
  for (const { ask } of contenders) await ask(count)
  const times: (readonly [number, number])[] = []
  for (let turn = 0; turn < turns; turn++) {
    if (turn % 2 === 0) {
      const first = await without.ask(count)
      times.push([first, await guarded.ask(count)])
    } else {
      const first = await guarded.ask(count)
      times.push([await without.ask(count), first])
    }
  }
  return {
    without: toMedian(times.map(([time]) => time)) / count,
    with: toMedian(times.map(([, time]) => time)) / count,
    ratio: toMedian(times.map(([one, other]) => other / one)),
  }
}
