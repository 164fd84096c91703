import { isAbsolute, join } from 'node:path'
import launchEditor from 'launch-editor'
import guessEditor from 'launch-editor/guess.js'
import type { Failure } from 'protocol'
import { toFailure } from './failure.ts'
import { createConfinedFiles } from './sources/confined-files.ts'
import type { EditorPlace } from './sources/sources-message.ts'

export interface EditorRequest extends EditorPlace {
  /** Absolute. Only files in them are opened. */
  readonly roots: readonly string[]
  /** A command, from the person's own settings: it is run. Without one the running editor is guessed. */
  readonly editor: string | undefined
}

export type EditorOutcome =
  | { readonly ok: true; readonly opened: OpenedPlace }
  | { readonly ok: false; readonly status: number; readonly failure: Failure }

interface OpenedPlace {
  readonly editor: string
  readonly file: string
  readonly line: number
  readonly column: number
}

/** In ms. An editor that is not there or does not start says so at once; one that starts says nothing. */
const FAILURE_WAIT = 400

/** Opens a file of the project in the person's editor. Never rejects. */
export async function openEditor(request: EditorRequest): Promise<EditorOutcome> {
  const { roots, file: wanted, line, column, editor: configured } = request
  const files = createConfinedFiles(roots)
  const paths = isAbsolute(wanted) ? [wanted] : roots.map((root) => join(root, wanted))
  const file = paths.map(files.find).find((found) => found !== undefined)
  if (!file) return refuse(404, 'This is no file of the project.', 'Start Footlight in its folder.')
  const [editor] = guessEditor(configured)
  if (!editor) return refuse(503, 'No editor is running.', setEditor)
  const opened = { editor, file: file.path, line: line || 1, column: column || 1 }
  // Always with a line: a name that ends in `:12` would be taken for one.
  const target = `${opened.file}:${opened.line}:${opened.column}`
  const problem = await launch(target, configured ?? quote(editor))
  return problem === undefined
    ? { ok: true, opened }
    : refuse(503, `${editor} did not start: ${problem}`, setEditor)
}

const setEditor =
  'Name its command: `--editor "code"`, or LAUNCH_EDITOR=code in the environment of Footlight.'

/** What went wrong, if something did. */
function launch(target: string, command: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const started = setTimeout(() => resolve(undefined), FAILURE_WAIT)
    const fail = (why: string | null): void => {
      clearTimeout(started)
      resolve(why ?? 'no such editor')
    }
    try {
      launchEditor(target, command, (_name, why) => fail(why))
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    }
  })
}

/** It is read as a shell reads it, and programs live in `Program Files`. */
function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`
}

function refuse(status: number, message: string, fix: string): EditorOutcome {
  return { ok: false, status, failure: toFailure('editor', message, fix) }
}
