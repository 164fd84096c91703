import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openTrap } from '../guard/trap.ts'
import { builtProgram, makeFolder, openFootlight, removeFolder } from '../sidecar/footlight.ts'
import { openGuardedPage } from './guarded-page.ts'
import { openGuardedServer } from './guarded-server.ts'
import { compareInTurns } from './turns.ts'
import type { Contender } from './turns.ts'

/**
 * What the guard costs an app's own requests: `npm run bench -- guard`, or with another number of
 * requests behind it. Where an SDK runs, the guard alone is ours; what the overlay costs, which lists
 * a page's requests, and capture where there is no SDK, stands below.
 */
const requests = Number(process.argv[2] ?? 10_000)
const target = 1.03
const TURNS = 40

if (!existsSync(builtProgram)) throw new Error('There is no build yet: npm run build')

const backend = createServer((_request, response) => {
  response.setHeader('access-control-allow-origin', '*')
  response.end('{"item":"tea"}')
})
await new Promise<void>((done) => backend.listen(0, '127.0.0.1', done))
const own = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`
const trap = await openTrap()
const data = makeFolder()
const footlight = await openFootlight({ data })

const openPage = (dsn: string | undefined, isOurs: boolean, isShown = true): Promise<Contender> =>
  openGuardedPage({ own, dsn, isOurs, isShown })
const openServer = (dsn: string | undefined, isOurs: boolean): Promise<Contender> =>
  openGuardedServer({ own, dsn, footlight: isOurs ? footlight.url : undefined })

const rows: readonly (readonly [
  name: string,
  open: (isOurs: boolean) => Promise<Contender>,
  limit: string,
])[] = [
  ['fetch in a page, guarded', (isOurs) => openPage(trap.dsn, isOurs, false), String(target)],
  ['Express, guarded', (isOurs) => openServer(trap.dsn, isOurs), String(target)],
  ['fetch in a page with the overlay', (isOurs) => openPage(trap.dsn, isOurs), ''],
  ['fetch in a page, captured without an SDK', (isOurs) => openPage(undefined, isOurs), ''],
  ['Express, captured without an SDK', (isOurs) => openServer(undefined, isOurs), ''],
]

const print = (cells: readonly string[]): void => {
  console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(42) : cell.padStart(9))).join(' '))
}

print([`${requests} each, in ${TURNS} turns; ms`, 'without', 'with', 'ratio', 'target'])
try {
  for (const [name, open, limit] of rows) {
    const without = await open(false)
    const guarded = await open(true)
    const compared = await compareInTurns([without, guarded], TURNS, requests / TURNS)
    await Promise.all([without, guarded].map(({ close }) => close()))
    const { without: usual, with: ours, ratio } = compared
    print([name, usual.toFixed(3), ours.toFixed(3), ratio.toFixed(3), limit])
  }
} finally {
  await footlight.stop()
  removeFolder(data)
  await trap.close()
  backend.closeAllConnections()
  backend.close()
}
