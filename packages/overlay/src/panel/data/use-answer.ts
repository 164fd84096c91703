import { useLayoutEffect, useState } from 'preact/hooks'
import type { Failure, Parameters, ReadApi, ReadPath } from 'protocol'
import { usePanel } from '../session/panel.ts'
import { toQuestion } from './use-live.ts'

export interface Answer<T> {
  readonly isLoading: boolean
  readonly value: T | undefined
  readonly failure: Failure | undefined
}

/** The answer to a question, once: for what does not change. `undefined` asks nothing. */
export function useAnswer<P extends ReadPath>(
  path: P,
  parameters: Parameters | undefined,
): Answer<ReadApi[P]> {
  const { client } = usePanel()
  const [answer, setAnswer] = useState<Answer<ReadApi[P]>>(nothing)
  const question = parameters && toQuestion(parameters)
  useLayoutEffect(() => {
    if (parameters === undefined) {
      setAnswer(nothing)
      return undefined
    }
    setAnswer((before) => ({ ...before, isLoading: true, failure: undefined }))
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      const outcome = await client.ask(path, parameters, stop.signal)
      if (stop.signal.aborted) return
      setAnswer(
        outcome.ok
          ? { isLoading: false, value: outcome.value, failure: undefined }
          : { isLoading: false, value: undefined, failure: outcome.failure },
      )
    }
    void ask()
    return () => stop.abort()
  }, [client, path, question])
  return answer
}

const nothing = { isLoading: false, value: undefined, failure: undefined } as const
