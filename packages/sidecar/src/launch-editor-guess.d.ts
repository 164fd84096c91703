declare module 'launch-editor/guess.js' {
  /** The command and its arguments: the one given, LAUNCH_EDITOR, or an editor that runs. */
  export default function guessEditor(specified?: string): readonly (string | null)[]
}
