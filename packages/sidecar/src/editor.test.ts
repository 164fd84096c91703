import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openEditor } from './editor.ts'
import { makeProject } from './sources/project-fixture.ts'
import type { ProjectFolder } from './sources/project-fixture.ts'

/** An editor that writes down what it is started with. */
function makeEditor(): ProjectFolder & { readonly command: string; readonly opened: () => string } {
  const project = makeProject({ 'code edit.sh': '' })
  project.write('code edit.sh', `#!/bin/sh\nprintf '%s ' "$@" >> '${project.path('opened')}'\n`)
  chmodSync(project.path('code edit.sh'), 0o755)
  return {
    ...project,
    command: `'${project.path('code edit.sh')}'`,
    opened: () =>
      existsSync(project.path('opened')) ? readFileSync(project.path('opened'), 'utf8') : '',
  }
}

const place = { line: 41, column: 7 }

beforeEach(() => {
  for (const name of ['LAUNCH_EDITOR', 'VISUAL', 'EDITOR']) vi.stubEnv(name, undefined)
  // launch-editor tells of a failure on the terminal as well.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('the editor is started with the file, and the answer says which it is', async () => {
  const { root, path } = makeProject({ 'src/cart.ts': '' })
  const editor = makeEditor()
  const file = path('src/cart.ts')
  expect(await openEditor({ roots: [root], file, ...place, editor: editor.command })).toEqual({
    ok: true,
    opened: { editor: editor.path('code edit.sh'), file, ...place },
  })
  await expect.poll(editor.opened).toContain(file)
})

test('LAUNCH_EDITOR is the editor where none is named, spaces in its path and all', async () => {
  const { root, path } = makeProject({ 'src/cart.ts': '' })
  const editor = makeEditor()
  vi.stubEnv('LAUNCH_EDITOR', editor.path('code edit.sh'))
  const outcome = await openEditor({
    roots: [root],
    file: 'src/cart.ts',
    ...place,
    editor: undefined,
  })
  expect(outcome).toMatchObject({ ok: true, opened: { file: path('src/cart.ts') } })
  await expect.poll(editor.opened).toContain(path('src/cart.ts'))
})

test.each([
  [undefined, undefined],
  [0, 0],
])('without a line it is the first: %s, %s', async (line, column) => {
  const { root } = makeProject({ 'a.ts:12': '' })
  const editor = makeEditor()
  const outcome = await openEditor({
    roots: [root],
    file: 'a.ts:12',
    line,
    column,
    editor: editor.command,
  })
  expect(outcome).toMatchObject({ ok: true, opened: { line: 1, column: 1 } })
  await expect.poll(editor.opened).toContain('a.ts:12')
})

describe('nothing is started for', () => {
  test.each([
    ['a file outside', '$/secret.ts'],
    ['a way that leads outside', '../secret.ts'],
    ['a way inside that leads outside', 'src/../../secret.ts'],
    ['a symlink to outside', 'link.ts'],
    ['a folder', 'src'],
    ['a file that is not there', 'src/missing.ts'],
    ['a NUL', 'src/cart.ts\0'],
    ['a share of Windows', '\\\\server\\share\\cart.ts'],
    ['an option', '--goto'],
    ['a command', 'src/cart.ts; touch /tmp/x'],
  ])('%s', async (_sentence, file) => {
    const outside = makeProject({ 'secret.ts': '', 'app/src/cart.ts': '' })
    symlinkSync(outside.path('secret.ts'), outside.path('app/link.ts'))
    const editor = makeEditor()
    const outcome = await openEditor({
      roots: [outside.path('app')],
      file: file.replace('$', outside.root),
      ...place,
      editor: editor.command,
    })
    expect(outcome).toMatchObject({ ok: false, status: 404 })
    expect(editor.opened()).toBe('')
  })
})

test.each([
  ['is not there', 'no-such-editor-of-ours', 'no-such-editor-of-ours did not start'],
  ['fails', 'false', 'false did not start: (code 1)'],
])('an editor that %s: the answer says how to name one', async (_sentence, editor, message) => {
  const { root } = makeProject({ 'cart.ts': '' })
  const outcome = await openEditor({ roots: [root], file: 'cart.ts', ...place, editor })
  expect(outcome).toMatchObject({ ok: false, status: 503 })
  expect(!outcome.ok && outcome.failure.message).toContain(message)
  expect(!outcome.ok && outcome.failure.fix).toContain('LAUNCH_EDITOR')
})
