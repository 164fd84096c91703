/** A command as a shell has to know it. */
export interface CompletedCommand {
  readonly name: string
  readonly description: string
  /** With their dashes. */
  readonly options: readonly string[]
}

export type Shell = 'bash' | 'zsh' | 'fish'

export const shells: readonly Shell[] = ['bash', 'zsh', 'fish']

/** What a shell reads to complete our commands and their options. */
export function toCompletionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  switch (shell) {
    case 'bash':
      return toBashScript(commands)
    case 'zsh':
      return toZshScript(commands)
    case 'fish':
      return toFishScript(commands)
  }
}

function toBashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words="${options.join(' ')}" ;;`)
  return [
    '# eval "$(footlight completion bash)"',
    '_footlight() {',
    '  local words',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    `    *) words="${commands.map(({ name }) => name).join(' ')}" ;;`,
    '  esac',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${commands.map(({ name }) => name).join(' ')}"`,
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o default -F _footlight footlight',
  ].join('\n')
}

function toZshScript(commands: readonly CompletedCommand[]): string {
  const described = commands.map(
    ({ name, description }) => `    '${name}:${toQuotedWords(description)}'`,
  )
  const cases = commands.map(
    ({ name, options }) => `    ${name}) compadd -- ${options.join(' ')} ;;`,
  )
  return [
    '#compdef footlight',
    '# footlight completion zsh > "${fpath[1]}/_footlight"',
    '_footlight() {',
    '  local -a commands=(',
    ...described,
    '  )',
    '  if (( CURRENT == 2 )); then',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  case "${words[2]}" in',
    ...cases,
    '  esac',
    '  _files',
    '}',
    'compdef _footlight footlight',
  ].join('\n')
}

function toFishScript(commands: readonly CompletedCommand[]): string {
  return [
    '# footlight completion fish > ~/.config/fish/completions/footlight.fish',
    ...commands.map(
      ({ name, description }) =>
        `complete -c footlight -n __fish_use_subcommand -f -a ${name} -d '${toQuotedWords(description)}'`,
    ),
    ...commands.flatMap(({ name, options }) =>
      options
        .filter((option) => option.startsWith('--'))
        .map(
          (option) =>
            `complete -c footlight -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`,
        ),
    ),
  ].join('\n')
}

function toQuotedWords(text: string): string {
  return text.replaceAll("'", '’').replaceAll(':', ',')
}
