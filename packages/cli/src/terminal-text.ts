/** Text of telemetry, safe to print: it can neither recolour nor answer for the terminal. */
export { toVisibleText as toTerminalText } from 'protocol'
