import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { toInlineBoot, toModuleBoot } from './boot-script.ts'
import type { ServedFacts } from './boot-script.ts'

const facts: ServedFacts = {
  base: '/sub/',
  run: 'run-1',
  project: 'project-1',
  openKey: undefined,
  position: undefined,
  guard: undefined,
  guardScript: 'guarded=(window.__footlight||{}).url;',
  showsBuildErrors: true,
}

/** As in a page: what it set, and what it would import. */
function runBoot(
  script: string,
  page: object = {},
): { readonly window: Record<string, unknown>; readonly loaded: readonly string[] } {
  const window: Record<string, unknown> = {}
  const loaded: string[] = []
  const code = script.replace('import(', 'load(')
  const load = (url: string): Promise<void> => {
    loaded.push(url)
    return Promise.resolve()
  }
  const location = { href: 'http://localhost:5173/cart?x=1' }
  runInNewContext(`${code};${code}`, { window, document: {}, location, URL, load, ...page })
  return { window, loaded }
}

describe('the boot script', () => {
  test('sets the facts and loads the loader once, however often it runs', () => {
    const { window, loaded } = runBoot(toInlineBoot(facts))
    const { base: _base, guardScript: _script, ...rest } = facts
    const url = 'http://localhost:5173/sub/__footlight/'
    expect(JSON.parse(JSON.stringify(window['__footlight']))).toEqual(
      JSON.parse(JSON.stringify({ ...rest, url })),
    )
    expect(loaded).toEqual([`${url}loader.js`])
  })

  test('does nothing where there is no page', () => {
    expect(runBoot(toInlineBoot(facts), { document: undefined })).toEqual({
      window: {},
      loaded: [],
    })
  })

  test('as a module it goes by its own address, not by the address of the page', () => {
    expect(toModuleBoot(facts)).toContain('(import.meta.url)')
  })

  test('cannot be ended by what it holds', () => {
    const script = toInlineBoot({ ...facts, openKey: '</script>\u2028' })
    expect(script).not.toMatch(/<\/|\u2028/)
  })

  test('names no address that Vite could take for a module of its own', () => {
    expect(toModuleBoot(facts)).not.toMatch(/import\(\s*["'`]/)
  })

  test('is a kilobyte at most', () => {
    expect(gzipSync(toInlineBoot(facts)).length).toBeLessThanOrEqual(1024)
    expect(toInlineBoot(facts).length).toBeLessThanOrEqual(1024)
  })
})
