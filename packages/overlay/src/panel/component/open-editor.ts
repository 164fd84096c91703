import type { Panel } from '../session/panel.ts'

/** A place in a file of the project. */
export interface FilePlace {
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** Opens the person's editor there, and says so when it cannot. */
export async function openInEditor(
  { client, toasts }: Pick<Panel, 'client' | 'toasts'>,
  { file, line, column }: FilePlace,
): Promise<void> {
  const outcome = await client.change('POST', 'editor', { file, line, column })
  if (outcome.ok) {
    toasts.say(`Opened ${file.split('/').at(-1) ?? file}${line === undefined ? '' : `:${line}`}`)
    return
  }
  const { message, fix } = outcome.failure
  toasts.complain(fix === undefined ? message : `${message} ${fix}`)
}
