interface Tide {
  readonly harbour: string
  readonly metres: number
}

async function askTide(harbour: string): Promise<void> {
  show('…')
  const response = await fetch(`/api/tides/${harbour}`)
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${harbour}`)
  const tide: Tide = await response.json()
  console.info('tide of', tide.harbour, tide)
  show(`${tide.metres} m at ${tide.harbour}`)
}

function throwInPage(): void {
  show('…')
  const tides: Record<string, Tide> = {}
  show(`${tides.brest.metres} m at Brest`)
}

function show(text: string): void {
  const output = document.querySelector('output')
  if (output !== null) output.textContent = text
}

function onClick(id: string, run: () => void): void {
  document.getElementById(id)?.addEventListener('click', run)
}

onClick('ask', () => void askTide('brest'))
onClick('ask-wrongly', () => void askTide('atlantis'))
onClick('throw', throwInPage)
