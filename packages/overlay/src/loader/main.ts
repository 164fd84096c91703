import { readPanelMessage, toPosted } from '../panel-message.ts'
import { defaultChord, isPressed, readChord, toKeyCaps } from './chord.ts'

const chord = readChord(defaultChord)
addEventListener('keydown', (event) => {
  if (chord === undefined || !isPressed(chord, event)) return
  postMessage(toPosted({ type: 'open', path: toKeyCaps(chord, false).join() }))
})
addEventListener('message', (event) => void readPanelMessage(event.data))
