/** What `JSON.stringify` leaves as it is, though a terminal would act on it. Joiners make emoji. */
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A value as one line of JSON that is safe to look at; it means the same. */
export function toJsonLine(value: unknown): string {
  return JSON.stringify(value, toSayable).replace(UNSAFE, (letter) =>
    Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at))
      .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

function toSayable(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? `${value.length} bytes` : value
}
