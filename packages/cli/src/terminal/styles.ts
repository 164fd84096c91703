type Style = (text: string) => string

/** The few ways in which something stands out. Without colours they say nothing. */
export interface Styles {
  readonly dim: Style
  readonly strong: Style
  readonly bad: Style
  readonly warning: Style
  readonly good: Style
  readonly accent: Style
}

const plain: Style = (text) => text

export function createStyles(hasColours: boolean): Styles {
  const style = (open: number, close: number): Style =>
    hasColours ? (text) => (text === '' ? '' : `\u001B[${open}m${text}\u001B[${close}m`) : plain
  return {
    dim: style(2, 22),
    strong: style(1, 22),
    bad: style(31, 39),
    warning: style(33, 39),
    good: style(32, 39),
    accent: style(36, 39),
  }
}

export function toLevelStyle({ bad, warning, dim }: Styles, level: string): Style {
  switch (level) {
    case 'fatal':
    case 'error':
      return bad
    case 'warning':
    case 'warn':
      return warning
    case 'debug':
    case 'trace':
      return dim
    default:
      return plain
  }
}
