// A worker that a body can end, as one ends that needs more memory than there is.
const { parse } = JSON

JSON.parse = (text, ...more) => {
  if (text.includes('deadly')) process.exit(1)
  /** @type {unknown} */
  const value = parse(text, ...more)
  return value
}

await import('./worker-fixture.js')
