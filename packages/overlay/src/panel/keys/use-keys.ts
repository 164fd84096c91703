import { useLayoutEffect, useRef } from 'preact/hooks'
import { usePanel } from '../session/panel.ts'
import type { KeyAction } from './keyboard.ts'

/**
 * Registers keys as long as the component stands. Keys and words are read once; `run` is always the
 * latest, so that it may close over what was drawn last.
 */
export function useKeys(actions: readonly KeyAction[], isModal = false): void {
  const { keyboard } = usePanel()
  const latest = useRef(actions)
  latest.current = actions
  const shape = actions.map(({ keys, words }) => `${keys}=${words}`).join('\n')
  // With what is drawn: who types on at once means what is seen.
  useLayoutEffect(
    () =>
      keyboard.add({
        isModal,
        actions: latest.current.map((action, index) => ({
          ...action,
          run: () => latest.current[index]?.run(),
        })),
      }),
    [keyboard, isModal, shape],
  )
}
