/**
 * Elements without markup: pages with Trusted Types refuse `innerHTML`, and what a toast says is
 * what an error said. Attributes are set one by one; `style` is never among them, since a strict
 * policy refuses it.
 */
export function toElement<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/** A drawing of the size of a letter: the side of its box, what is filled, what is drawn. */
export type Shape = readonly [name: string, box: number, filled: string, drawn: string]

export const errorShape: Shape = [
  'error',
  14,
  'M7 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  'M5.2 5.2l3.6 3.6M8.8 5.2 5.2 8.8',
]

export function toShapeElement(document: Document, [name, box, ...paths]: Shape): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${box} ${box}`)
  svg.setAttribute('class', `shape ${name}`)
  svg.setAttribute('aria-hidden', 'true')
  for (const [index, d] of paths.entries()) {
    if (d === '') continue
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('class', index === 0 ? 'fill' : 'line')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}
