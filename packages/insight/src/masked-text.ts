import { maskParameters } from './masks.ts'

const TEXT_LIMIT = 4096
const MASKED_LIMIT = 500

/** What a text says with every value in it masked: what two events of one group have in common. */
export function toMaskedText(text: string): string {
  return maskParameters(toFirstLines(text)).slice(0, MASKED_LIMIT)
}

/** The first two lines that say anything; what follows is often a stack or a dump. */
export function toFirstLines(text: string): string {
  const lines = text.trimStart().slice(0, TEXT_LIMIT).split('\n')
  const words = lines.map((line) => line.trim()).filter((line) => line !== '')
  return words.slice(0, 2).join('\n')
}
