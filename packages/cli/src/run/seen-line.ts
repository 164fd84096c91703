/** What moves the cursor, names the window or clears the screen; colours stay. */
const MOVES =
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  /\u001B(?:\[[0-?]*[ -/]*[@-ln-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\|$)|[()*+][0-9A-Za-z]|[=>78cDEHMNOZ])/g

/** To the first column, or to the end of a line that is written anew. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const RETURNS = /\u001B\[[01]?G|\u001B\[2K/g

/** Editors and pagers have a screen of their own, and leave it as if they had never been there. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const OTHER_SCREEN = /\u001B\[\?(?:1049|1047|47)([hl])/

/** Tells what is seen of each line in turn; `undefined`: it stood on a screen that is gone. */
export function createLineSight(): (line: string) => string | undefined {
  let isElsewhere = false
  return (line) => {
    if (!isElsewhere && !line.includes('\u001B')) return toLastState(line)
    const [first = '', ...others] = line.split(OTHER_SCREEN)
    const wasElsewhere = isElsewhere
    let seen = isElsewhere ? '' : first
    for (let at = 0; at < others.length; at += 2) {
      isElsewhere = others[at] === 'h'
      if (!isElsewhere) seen += others[at + 1] ?? ''
    }
    if (wasElsewhere && isElsewhere && seen === '') return undefined
    return toLastState(seen.replace(RETURNS, '\r')).replace(MOVES, '')
  }
}

/** Progress bars go back to the beginning and write over themselves: the last state is what stays. */
function toLastState(line: string): string {
  if (!line.includes('\r')) return line
  let end = line.length
  while (line[end - 1] === '\r') end--
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end)
}
