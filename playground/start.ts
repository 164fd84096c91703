import { parseArgs } from 'node:util'
import { isAppName } from './apps.ts'
import type { AppName } from './apps.ts'
import { createChildren } from './children.ts'
import { openPlayground } from './playground.ts'

/** `npm start`, or `npm start -- plain`: an app to try Footlight on, until Ctrl-C. */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    folder: { type: 'string' },
    'any-port': { type: 'boolean', default: false },
    // The addresses as one line of JSON, for tests.
    json: { type: 'boolean', default: false },
  },
})

async function start(name: AppName): Promise<number> {
  const children = createChildren({ isQuiet: flags.json })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, children.close)
  try {
    const addresses = await openPlayground({
      name,
      children,
      data: flags.data,
      copy: flags.folder,
      isAnyPort: flags['any-port'],
    })
    if (flags.json) console.log(JSON.stringify(addresses))
    else printAddresses(name, addresses)
  } catch (error) {
    const isOver = children.signal.aborted
    children.close()
    if (!isOver) throw error
  }
  return children.untilEnded()
}

function printAddresses(name: AppName, addresses: object): void {
  console.log(`\n  ${name}`)
  for (const [what, address] of Object.entries(addresses)) {
    console.log(`    ${what.padEnd(8)} ${address}`)
  }
  console.log('    Ctrl-C ends them all.\n')
}

const [name = 'shop'] = positionals
if (isAppName(name)) {
  process.exitCode = await start(name)
} else {
  console.error(`There is no playground called ${name}.`)
  process.exitCode = 2
}
