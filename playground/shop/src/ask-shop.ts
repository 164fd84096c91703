/** Asks the server, and throws unless it answers well. */
export async function askShop(path: string, method: 'GET' | 'POST' = 'GET'): Promise<unknown> {
  const response = await fetch(`/api${path}`, { method })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
  return response.json()
}
