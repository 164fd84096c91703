/** Puts text on the clipboard. Without the permission of a frame it goes the old way. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'fl-hide'
  area.setAttribute('aria-hidden', 'true')
  document.body.append(area)
  area.select()
  // The only way left in a frame that was not allowed to write to the clipboard.
  const isCopied = document.execCommand('copy')
  area.remove()
  return isCopied
}
