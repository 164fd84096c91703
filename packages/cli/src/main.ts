#!/usr/bin/env node
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { printFile } from './print-file.ts'

const program = new Command('footlight')
  .description('See what your app just did, while you build it. Nothing leaves your machine.')
  .version(packageJson.version)
  .showHelpAfterError('Run `footlight --help` for what there is.')

program
  .command('read')
  .argument('<file>', 'an envelope as an SDK sent it, plain or gzip')
  .option('--json', 'one JSON object a line')
  .description('print the records an envelope file holds, and what is wrong with it')
  .action(async (file: string, options: { readonly json?: boolean }) => {
    process.exitCode = await printFile(file, {
      isJson: options.json === true,
      print: (line) => process.stdout.write(`${line}\n`),
      complain: (line) => process.stderr.write(`${line}\n`),
    })
  })

await program.parseAsync()
