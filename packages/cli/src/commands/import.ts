import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { toVisibleText } from 'protocol'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { toArrivalPath } from '../export/arrival-path.ts'
import { readExport } from '../export/export-file.ts'
import type { ExportedArrival } from '../export/export-file.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { Reach, ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

export function addImportCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('import')
    .argument('<file>', 'as `footlight export` wrote it')
    .description('take in what somebody exported, beside what is here')
  addReachOptions(command).action((file: string, flags: ReachFlags) =>
    runReading(
      terminal,
      flags,
      async (reach) => {
        if (!existsSync(file))
          throw new CommandFailure(exitCodes.unmet, `There is no file ${file}.`)
        let taken = 0
        let refused = 0
        for await (const reading of readExport(file)) {
          if (reading.ok && (await send(reach, reading.arrival))) taken++
          else {
            refused++
            if (!reading.ok) terminal.complain(toVisibleText(`${file}: ${reading.detail}`))
            if (!reading.ok && reading.isWhole) return exitCodes.usage
          }
        }
        await settle(reach)
        terminal.complain(
          `Took in ${taken} arrivals.${refused > 0 ? ` ${refused} could not be.` : ''}`,
        )
        return refused > 0 ? exitCodes.unmet : exitCodes.done
      },
      { isListening: true },
    ),
  )
}

/** Through the door that SDKs come in by: the file is no more trusted than they are. */
async function send({ address }: Reach, arrival: ExportedArrival): Promise<boolean> {
  const path = toArrivalPath(arrival)
  if (path === undefined) return false
  const headers = arrival.contentType === undefined ? {} : { 'content-type': arrival.contentType }
  const response = await fetch(address.url + path, {
    method: 'POST',
    headers,
    body: Buffer.from(arrival.body),
  })
  await response.arrayBuffer()
  return response.ok
}

/** A sidecar of our own ends with the command: what it answered is in its lists by then. */
async function settle({ asker }: Reach): Promise<void> {
  while ((await readAnswer(asker, 'health')).backlog > 0) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
