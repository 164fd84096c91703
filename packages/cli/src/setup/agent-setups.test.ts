import { describe, expect, test } from 'vitest'
import { agentSetups, toMergedFile, toSnippet } from './agent-setups.ts'

describe('the file of an agent', () => {
  test.each(agentSetups.filter(({ isShownOnly }) => isShownOnly !== true))(
    '$title gets our server beside the others, once',
    (setup) => {
      const [key = ''] = setup.place
      const before = JSON.stringify({ other: 1, [key]: { theirs: { command: 'x' } } })
      const merged = toMergedFile(before, setup)
      expect(merged.type).toBe('edited')
      const text = merged.type === 'edited' ? merged.text : ''
      expect(JSON.parse(text)).toEqual({
        other: 1,
        [key]: { theirs: { command: 'x' }, footlight: setup.server },
      })
      expect(toMergedFile(text, setup)).toEqual({ type: 'there' })
      expect(JSON.parse(toSnippet(setup))).toEqual({ [key]: { footlight: setup.server } })
    },
  )

  test.each(['[]', '{"mcpServers":[]}', '{'])('%j is left alone', (text) => {
    const [claude] = agentSetups
    expect(claude && toMergedFile(text, claude)).toEqual({ type: 'unreadable' })
  })

  test('TOML is shown as TOML', () => {
    const codex = agentSetups.find(({ name }) => name === 'codex')
    expect(codex && toSnippet(codex)).toBe(
      '[mcp_servers.footlight]\ncommand = "npx"\nargs = ["footlight", "mcp"]',
    )
  })
})
