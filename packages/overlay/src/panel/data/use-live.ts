import { useLayoutEffect, useState } from 'preact/hooks'
import type { Live } from 'client'
import type { Parameters, ReadApi, ReadPath } from 'protocol'
import { usePanel } from '../session/panel.ts'

const waiting = { status: 'loading', value: undefined, failure: undefined } as const

/**
 * The answer to a question, and every later one. What comes faster than frames is joined; items of
 * a list that did not change stay the same objects. `parameters` of `undefined` asks nothing.
 */
export function useLive<P extends ReadPath>(
  path: P,
  parameters: Parameters | undefined,
): Live<ReadApi[P]> {
  const { client, frames } = usePanel()
  const [live, setLive] = useState<Live<ReadApi[P]>>(waiting)
  const question = parameters && toQuestion(parameters)
  // Asked before the frame is drawn: an answer is on its way that much earlier.
  useLayoutEffect(() => {
    if (parameters === undefined) {
      setLive(waiting)
      return undefined
    }
    // What the question before was answered stays on screen until this one is: nothing flashes.
    setLive((before) => ({ ...before, status: 'loading', failure: undefined }))
    const key = {}
    const following = client.follow(path, parameters, (state) => {
      frames.plan(key, () => setLive(state))
    })
    return () => {
      following.close()
      frames.drop(key)
    }
  }, [client, frames, path, question])
  return live
}

/** Equal questions are equal texts, whatever order their parts were written in. */
export function toQuestion(parameters: Parameters): string {
  return JSON.stringify(Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
