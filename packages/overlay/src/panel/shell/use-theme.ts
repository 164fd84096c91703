import { useLayoutEffect } from 'preact/hooks'
import { usePanel } from '../session/panel.ts'

/** Puts the chosen theme and density on the root; without a choice the system decides. */
export function useTheme(): void {
  const { preferences } = usePanel()
  const theme = preferences.theme.value
  const density = preferences.density.value
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset['theme']
    else dataset['theme'] = theme
    dataset['density'] = density
  }, [theme, density])
}
