import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** Where the systems we test on keep a Chrome or Chromium. */
const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** It makes no connections of its own, so that a test may count them. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real browser: the one that is installed, else the system's package, else Playwright's own. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const installed = findBrowser()
  const args = [...flags, ...more]
  return chromium.launch(installed === undefined ? { args } : { args, executablePath: installed })
}

/**
 * A page in a browser of its own that nobody drives: a driver is told of each request, with the
 * stack that made it, which takes longer than the request.
 */
export function openUndriven(address: string): { readonly close: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-browser-'))
  // Without a port that it could be driven by, it ends where it finds no display.
  const more = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`]
  const child = spawn(findBrowser() ?? chromium.executablePath(), [...flags, ...more, address], {
    stdio: 'ignore',
  })
  return {
    close: async () => {
      child.kill()
      await once(child, 'exit')
      // Its other processes write for a moment longer.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** Where it is; Playwright knows of its own. */
export function findBrowser(): string | undefined {
  return findInstalled() ?? install()
}

function findInstalled(): string | undefined {
  return places.find((place) => place !== undefined && existsSync(place))
}

function install(): string | undefined {
  if (process.getuid?.() === 0) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit' })
    const found = findInstalled()
    if (found !== undefined) return found
  }
  spawnSync('npx', ['--no-install', 'playwright-core', 'install', 'chromium-headless-shell'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return undefined
}
