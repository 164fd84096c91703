import { useEffect, useRef } from 'preact/hooks'
import { useLive } from '../data/use-live.ts'
import { usePanel } from '../session/panel.ts'
import { toAgentWords, toShownPlace } from './agent-words.ts'

/** Goes where an agent points while the panel is open; what it showed before is over. */
export function useAgentShows(): void {
  const { navigation, toasts } = usePanel()
  const agents = useLive('agents', {})
  const opened = useRef(Date.now())
  const newest = agents.value?.items.find(({ show }) => show !== undefined)
  const id = newest?.id
  useEffect(() => {
    if (newest?.show === undefined || newest.time <= opened.current) return
    opened.current = newest.time
    navigation.go(toShownPlace(newest.show))
    const words = toAgentWords(newest)
    toasts.say(newest.about === undefined ? words : `${words}: ${newest.about}`)
  }, [id])
}
