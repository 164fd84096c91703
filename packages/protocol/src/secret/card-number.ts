/**
 * Digits whose last one proves the others. Card numbers begin with 3 to 6; times in milliseconds do not.
 *
 * @see https://www.iso.org/standard/70484.html
 */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (!/^[3-6]\d{13,18}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
