import { describe, expect, test } from 'vitest'
import { toJsonWithEntry, toJsonWithString } from './json-edit.ts'

const server = { command: 'npx', args: ['footlight', 'mcp'] }

const add = (text: string): unknown => toJsonWithEntry(text, ['mcpServers'], 'footlight', server)

describe('an entry of a JSON file', () => {
  test.each([
    [
      'is written as the others are',
      '{\n    "mcpServers": {\n        "a": {"command":"x"}\n    }\n}\n',
      '{\n    "mcpServers": {\n        "a": {"command":"x"},\n        "footlight": {\n            "command": "npx",\n            "args": [\n                "footlight",\n                "mcp"\n            ]\n        }\n    }\n}\n',
    ],
    [
      'keeps to the line of the others',
      '{"mcpServers":{"a":{"command":"x"}}}',
      '{"mcpServers":{"a":{"command":"x"}, "footlight": { "command": "npx", "args": [ "footlight", "mcp" ] }}}',
    ],
    [
      'comes with what is around it',
      '{}\r\n',
      '{\n  "mcpServers": {\n    "footlight": {\n      "command": "npx",\n      "args": [\n        "footlight",\n        "mcp"\n      ]\n    }\n  }\n}\r\n'.replaceAll(
        /\r?\n/g,
        '\r\n',
      ),
    ],
    [
      'leaves comments and commas where they are',
      '\uFEFF{\n\t// ours, of all\n\t"mcpServers": {\n\t\t"a": {}, // , first\n\t},\n}\n',
      '\uFEFF{\n\t// ours, of all\n\t"mcpServers": {\n\t\t"a": {}, // , first\n\t\t"footlight": {\n\t\t\t"command": "npx",\n\t\t\t"args": [\n\t\t\t\t"footlight",\n\t\t\t\t"mcp"\n\t\t\t]\n\t\t},\n\t},\n}\n',
    ],
    [
      'may be the first',
      '{\n  "mcpServers": {}\n}\n',
      '{\n  "mcpServers": {\n    "footlight": {\n      "command": "npx",\n      "args": [\n        "footlight",\n        "mcp"\n      ]\n    }\n  }\n}\n',
    ],
  ])('%s', (_sentence, before, after) => {
    expect(add(before)).toEqual({ type: 'edited', text: after })
    expect(add(after)).toEqual({ type: 'there' })
  })

  test.each(['[]', '{', '{"mcpServers":[]}', '{"mcpServers":null}', 'x', '{} {}'])(
    'is not for %j',
    (text) => {
      expect(add(text)).toEqual({ type: 'unreadable' })
    },
  )
})

test('a string of a JSON file is another, and nothing else is', () => {
  const text = '\uFEFF{ "scripts" : {\r\n"dev":"node \\"a\\".js" , "x": 1 } }'
  expect(toJsonWithString(text, ['scripts', 'dev'], 'footlight run -- node "a".js')).toEqual({
    type: 'edited',
    text: '\uFEFF{ "scripts" : {\r\n"dev":"footlight run -- node \\"a\\".js" , "x": 1 } }',
  })
  expect(toJsonWithString(text, ['scripts', 'x'], 'y')).toEqual({ type: 'unreadable' })
})
