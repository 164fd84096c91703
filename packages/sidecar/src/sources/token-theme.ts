import type { TokenClass } from 'protocol'
import type { ThemeRegistrationRaw } from 'shiki/core'

/** Which scopes of TextMate grammars are what. Of two that fit, the longer one counts. */
const scopes: readonly (readonly [TokenClass, readonly string[]])[] = [
  [
    'keyword',
    [
      'keyword',
      'storage',
      'constant.language',
      'variable.language',
      'entity.name.tag',
      'markup.heading',
      'keyword.operator.new',
      'keyword.operator.expression',
      'keyword.operator.logical.python',
      'keyword.operator.word',
    ],
  ],
  [
    'string',
    [
      'string',
      'punctuation.definition.string',
      'constant.character',
      'markup.inline.raw',
      'markup.fenced_code',
    ],
  ],
  ['number', ['constant.numeric', 'constant.other.color', 'keyword.other.unit']],
  [
    'comment',
    [
      'comment',
      'punctuation.definition.comment',
      'string.quoted.docstring',
      'string.quoted.docstring punctuation.definition.string',
    ],
  ],
  [
    'function',
    [
      'entity.name.function',
      'support.function',
      'variable.function',
      'meta.function-call.generic',
      'entity.name.command',
    ],
  ],
  [
    'type',
    [
      'entity.name.type',
      'entity.name.class',
      'entity.name.namespace',
      'entity.other.inherited-class',
      'support.type',
      'support.class',
      'variable.other.constant.ruby',
      'storage.type.java',
      'storage.type.generic.java',
      'storage.modifier.import.java',
      'keyword.type',
    ],
  ],
  ['variable', ['variable', 'punctuation.definition.variable']],
  [
    'property',
    [
      'variable.other.property',
      'variable.other.object.property',
      'variable.other.constant.property',
      'variable.other.member',
      'support.type.property-name',
      'meta.object-literal.key',
      'entity.other.attribute-name',
      'entity.name.tag.yaml',
    ],
  ],
  ['punctuation', ['punctuation', 'meta.brace', 'keyword.operator', 'storage.type.function.arrow']],
]

/**
 * A theme whose colours are numbers of classes: so the grammar's own matching of scopes says a
 * token's class, and not a second one of ours.
 */
export const tokenTheme: ThemeRegistrationRaw = {
  name: 'classes',
  type: 'dark',
  fg: '#ffffff',
  bg: '#000000',
  settings: scopes.map(([, scope], index) => ({
    scope: [...scope],
    settings: { foreground: toColor(index) },
  })),
}

const classes: ReadonlyMap<string, TokenClass> = new Map(
  scopes.map(([name], index) => [toColor(index), name]),
)

export function toTokenClass(color: string | undefined): TokenClass {
  return classes.get(color?.toLowerCase() ?? '') ?? 'plain'
}

function toColor(index: number): string {
  return `#${(index + 1).toString(16).padStart(6, '0')}`
}
