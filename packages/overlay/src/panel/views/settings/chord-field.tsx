import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { Button } from '../../component/button.tsx'
import { KeyCaps } from '../../keys/key-caps.tsx'

export interface ChordFieldProps {
  /** As stored: `Alt+Shift+KeyX`. */
  readonly chord: string
  readonly onChord: (chord: string) => void
}

const MODIFIERS = /^(?:Control|Shift|Alt|Meta)/

/** The key that opens the panel; another one is set by pressing it. */
export function ChordField({ chord, onChord }: ChordFieldProps): VNode {
  const [isListening, setListening] = useState(false)
  const listen = (event: KeyboardEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') {
      setListening(false)
      return
    }
    if (MODIFIERS.test(event.code)) return
    const parts = [
      event.ctrlKey ? 'Ctrl' : '',
      event.altKey ? 'Alt' : '',
      event.shiftKey ? 'Shift' : '',
      event.metaKey ? 'Meta' : '',
    ].filter((part) => part !== '')
    // One letter alone would be typed into the app.
    if (parts.length === 0) return
    setListening(false)
    onChord([...parts, event.code].join('+'))
  }
  return (
    <div class="fl-setting" onKeyDown={isListening ? listen : undefined}>
      <span>Opens with</span>
      <span class="fl-row">
        {isListening ? (
          <span class="fl-12 t-you" role="status">
            Press the keys, Esc to leave it
          </span>
        ) : (
          <KeyCaps keys={toKeyNames(chord)} />
        )}
        <Button
          label={isListening ? 'Listening' : 'Change'}
          isSmall
          isPressed={isListening}
          onClick={() => setListening(!isListening)}
        />
      </span>
    </div>
  )
}

/** What is printed on most keyboards, for keys that are named otherwise. */
const PRINTED: Readonly<Record<string, string>> = {
  Quote: "'",
  Semicolon: ';',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
}

/** `Alt+Shift+KeyX` → `Alt+Shift+X`. */
function toKeyNames(chord: string): string {
  return chord
    .split('+')
    .map((part) => PRINTED[part] ?? part.replace(/^(?:Key|Digit)/, ''))
    .join('+')
}
