import { callField, readField } from './field.ts'

/** What is printed on the keys. Only Chromium tells, and only pages that are secure. */
export interface KeyboardLayout {
  readonly nameOf: (code: string) => string | undefined
}

export function createKeyboardLayout(window: Window): KeyboardLayout {
  let map: unknown
  const read = async (): Promise<void> => {
    map = await callField(readField(window.navigator, 'keyboard'), 'getLayoutMap')
  }
  // Kept from frames, and from pages whose policy says so.
  read().catch(() => undefined)
  return {
    nameOf: (code) => {
      const name = callField(map, 'get', code)
      return typeof name === 'string' ? name : undefined
    },
  }
}
