import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The closest tool, as npm installs it, and once more without what it reports to its makers. */
export interface PeerPrograms {
  readonly shipped: string
  readonly quiet: string
  /** Preloaded into both: nothing leaves this machine. */
  readonly enclosure: string
}

const NAME = '@spotlightjs/spotlight'
const VERSION = '4.11.8'

/** With a later one it answers 500 to everything. */
const overrides = { hono: '4.12.25' }

const home = resolve('.cache/bench', `spotlight-${VERSION}`)

/** Installs it into an ignored folder on first use. */
export function openPeer(): PeerPrograms {
  const installed = join(home, 'node_modules', NAME)
  if (!existsSync(join(installed, 'dist/run.js'))) {
    mkdirSync(home, { recursive: true })
    const manifest = { private: true, dependencies: { [NAME]: VERSION }, overrides }
    writeFileSync(join(home, 'package.json'), JSON.stringify(manifest))
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts']
    execFileSync('npm', ['install', ...flags], { cwd: home, stdio: 'inherit' })
  }
  const enclosure = join(home, 'enclosure.cjs')
  writeFileSync(enclosure, ENCLOSURE)
  return {
    shipped: join(installed, 'dist/run.js'),
    quiet: join(makeQuiet(installed), 'dist/run.js'),
    enclosure,
  }
}

function makeQuiet(installed: string): string {
  const quiet = `${installed}-quiet`
  if (existsSync(quiet)) return quiet
  cpSync(installed, quiet, { recursive: true })
  const path = join(quiet, 'dist/sentry-config.js')
  const text = readFileSync(path, 'utf8')
  const changed = text.replace(/enabled: [^,]+,/, 'enabled: false,')
  if (changed === text) throw new Error('what is reported cannot be switched off')
  writeFileSync(path, changed)
  return quiet
}

/** As on a machine without a network: names of others are unknown at once. */
const ENCLOSURE = `const dns = require('node:dns')
const lookup = dns.lookup
dns.lookup = (name, options, callback = options) => {
  if (/^(localhost|127\\.|::1)/.test(name)) return lookup(name, options, callback)
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND ' + name), { code: 'ENOTFOUND' })
  process.nextTick(callback, error)
}
`
