import { expect, test } from 'vitest'
import { readComposeCommand } from './compose-command.ts'

test.each<[readonly [string, ...string[]], object]>([
  [
    ['docker', 'compose', 'up', '-d'],
    { before: ['docker', 'compose'], after: ['up', '-d'], hasFiles: false },
  ],
  [
    ['docker-compose', '-f', 'up', '--profile', 'dev', 'up'],
    {
      before: ['docker-compose', '-f', 'up', '--profile', 'dev'],
      after: ['up'],
      hasFiles: true,
    },
  ],
  [
    ['docker', 'compose', '--file=a.yaml', 'watch'],
    { before: ['docker', 'compose', '--file=a.yaml'], after: ['watch'], hasFiles: true },
  ],
])('%j starts containers', (command, expected) => {
  expect(readComposeCommand(command)).toEqual(expected)
})

test.each<[readonly [string, ...string[]]]>([
  [['docker', 'compose', 'down']],
  [['docker', 'run', 'up']],
  [['docker', 'compose', '-f']],
  [['npm', 'run', 'compose', 'up']],
])('%j does not', (command) => {
  expect(readComposeCommand(command)).toBeUndefined()
})
