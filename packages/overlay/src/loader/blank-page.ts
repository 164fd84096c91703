const SEEN = 'img, svg, canvas, video, iframe, embed, object, input, button'

/** Whether there is nothing to see: the app could not render. */
export function isBlankPage({ body }: Document): boolean {
  if (body === null) return true
  return body.innerText.trim() === '' && body.querySelector(SEEN) === null
}
