import { useEffect, useState } from 'preact/hooks'
import { useAnswer } from '../data/use-answer.ts'
import { usePanel } from '../session/panel.ts'

/**
 * An address that names no view shows the page in front of us. Where no page was ever loaded, as
 * beside a server alone, it shows what went wrong.
 */
export function useFirstView(): void {
  const { navigation, host } = usePanel()
  const [isAsking, setAsking] = useState(() => !navigation.isNamed() && !host.isThere)
  const pages = useAnswer('pages', isAsking ? { limit: '0' } : undefined)
  useEffect(() => {
    if (!isAsking || pages.value === undefined) return
    setAsking(false)
    if (pages.value.total > 0 || navigation.isNamed()) return
    const { parameters } = navigation.place.value
    navigation.replace({ view: 'issues', id: undefined, parameters })
  }, [isAsking, pages.value])
}
