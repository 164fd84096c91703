import type { TSInterfaceHeritage, TSSignature, TSTupleElement, TSType } from 'oxc-parser'
import { readDeclarations } from './declarations.ts'
import type { Declaration } from './declarations.ts'

/** A JSON Schema of draft 2020-12, as far as our types need one. */
export interface Schema {
  readonly [keyword: string]: unknown
}

export interface ApiSchema {
  /** By path of the read API. */
  readonly paths: Readonly<Record<string, Schema>>
  readonly $defs: Readonly<Record<string, Schema>>
}

interface Property {
  readonly schema: Schema
  readonly isRequired: boolean
}

type Properties = Map<string, Property>

/** Types that stand for the JSON they are, not for their declaration. */
const WELL_KNOWN: Readonly<Record<string, Schema>> = {
  Json: {},
  JsonObject: { type: 'object' },
  Attributes: { type: 'object' },
  // Never answered as JSON: the items that have bytes leave them out.
  Uint8Array: { not: {} },
}

/** What `Listed<R>` lays flat or leaves behind. */
const RECORD_ONLY: readonly string[] = ['kind', 'item', 'scope']

const recordBase: Properties = new Map([['time', { schema: { type: 'number' }, isRequired: true }]])

/** JSON Schema of the whole read API, made from its TypeScript types and the comments on them. */
export function toApiSchema(): ApiSchema {
  const reader = new SchemaReader(readDeclarations())
  const paths: Record<string, Schema> = {}
  for (const [path, { schema }] of reader.properties('ReadApi')) paths[path] = schema
  return { paths, $defs: reader.defs }
}

class SchemaReader {
  readonly defs: Record<string, Schema> = {}
  readonly #declarations: ReadonlyMap<string, Declaration>

  constructor(declarations: ReadonlyMap<string, Declaration>) {
    this.#declarations = declarations
  }

  /** The fields of an interface, or of an alias for one, with what it extends. */
  properties(name: string): Properties {
    const declaration = this.#find(name)
    const { node } = declaration
    if (node.type === 'TSTypeAliasDeclaration')
      return this.#fields(node.typeAnnotation, declaration)
    const all: Properties = new Map()
    for (const heritage of node.extends) {
      for (const [key, property] of this.#inherited(heritage, declaration)) all.set(key, property)
    }
    for (const [key, property] of this.#members(node.body.body, declaration)) all.set(key, property)
    return all
  }

  #find(name: string): Declaration {
    const declaration = this.#declarations.get(name)
    if (declaration === undefined) throw new Error(`${name} is not declared in api/ or record/`)
    return declaration
  }

  #inherited(heritage: TSInterfaceHeritage, from: Declaration): Properties {
    if (heritage.expression.type !== 'Identifier') throw new Error('extends something unnamed')
    return this.#named(heritage.expression.name, heritage.typeArguments?.params ?? [], from)
  }

  /** The fields of a type used as an object. */
  #fields(type: TSType, from: Declaration): Properties {
    if (type.type === 'TSIntersectionType') {
      return new Map(type.types.flatMap((part) => [...this.#fields(part, from)]))
    }
    if (type.type === 'TSTypeLiteral') return this.#members(type.members, from)
    if (type.type !== 'TSTypeReference') throw new Error(`${type.type} has no fields`)
    return this.#named(toName(type), type.typeArguments?.params ?? [], from)
  }

  #named(name: string, parameters: readonly TSType[], from: Declaration): Properties {
    const [first, second] = parameters
    if (first === undefined) return this.properties(name)
    if (name === 'RecordBase') return recordBase
    const fields = this.#fields(first, from)
    switch (name) {
      case 'Omit':
        return without(fields, toLiterals(second))
      case 'Listed':
        return new Map([...without(fields, RECORD_ONLY), ...this.properties('Origin')])
      case 'Identified':
        return new Map([
          ...this.#named('Listed', parameters, from),
          ['id', { schema: { type: 'string' }, isRequired: true }],
        ])
      default:
        throw new Error(`${name}<…> is not known to the schema`)
    }
  }

  #members(members: readonly TSSignature[], from: Declaration): Properties {
    const all: Properties = new Map()
    for (const member of members) {
      if (member.type !== 'TSPropertySignature' || member.typeAnnotation === null) continue
      const key = member.key.type === 'Identifier' ? member.key.name : toLiteral(member.key)
      const type = member.typeAnnotation?.typeAnnotation
      if (type === undefined) continue
      const description = from.commentBefore(member.start)
      const schema = this.#schema(type, from)
      all.set(key, {
        schema: description === undefined ? schema : { description, ...schema },
        isRequired: !isOptional(type) && !member.optional,
      })
    }
    return all
  }

  #schema(type: TSType, from: Declaration): Schema {
    switch (type.type) {
      case 'TSStringKeyword':
        return { type: 'string' }
      case 'TSNumberKeyword':
        return { type: 'number' }
      case 'TSBooleanKeyword':
        return { type: 'boolean' }
      case 'TSNullKeyword':
        return { type: 'null' }
      case 'TSUnknownKeyword':
        return {}
      case 'TSLiteralType':
        return { const: toLiteral(type.literal) }
      case 'TSParenthesizedType':
        return this.#schema(type.typeAnnotation, from)
      case 'TSTypeOperator':
        return this.#schema(type.typeAnnotation, from)
      case 'TSArrayType':
        return { type: 'array', items: this.#schema(type.elementType, from) }
      case 'TSTupleType':
        return {
          type: 'array',
          prefixItems: type.elementTypes.map((entry) => this.#schema(toEntryType(entry), from)),
        }
      case 'TSUnionType':
        return this.#union(type.types, from)
      case 'TSTypeLiteral':
        return toObject(this.#members(type.members, from))
      case 'TSIntersectionType':
        return toObject(this.#fields(type, from))
      case 'TSTypeReference':
        return this.#reference(type, from)
      default:
        throw new Error(`${type.type} is not known to the schema`)
    }
  }

  #union(types: readonly TSType[], from: Declaration): Schema {
    const said = types.filter((type) => type.type !== 'TSUndefinedKeyword')
    const literals = said.filter((type) => type.type === 'TSLiteralType')
    if (literals.length === said.length && said.length > 1) return { enum: toUnionLiterals(said) }
    const [only, ...others] = said.map((type) => this.#schema(type, from))
    return only !== undefined && others.length === 0 ? only : { anyOf: [only, ...others] }
  }

  #reference(type: TSType & { type: 'TSTypeReference' }, from: Declaration): Schema {
    const name = toName(type)
    const known = WELL_KNOWN[name]
    if (known !== undefined) return known
    const [first, second] = type.typeArguments?.params ?? []
    if (name === 'Readonly' && first !== undefined) return this.#schema(first, from)
    if (name === 'Record' && second !== undefined) {
      return { type: 'object', additionalProperties: this.#schema(second, from) }
    }
    if (name === 'List' && first !== undefined) return this.#list(first, from)
    if (first !== undefined) return toObject(this.#fields(type, from))
    return this.#define(name)
  }

  #list(item: TSType, from: Declaration): Schema {
    return {
      type: 'object',
      properties: {
        items: { type: 'array', items: this.#schema(item, from) },
        next: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        total: { type: 'number' },
      },
      required: ['items', 'next', 'total'],
    }
  }

  /** A named type is told once, and everywhere else referred to. */
  #define(name: string): Schema {
    if (this.defs[name] === undefined) {
      const declaration = this.#find(name)
      const { node } = declaration
      // Set before it is made, for types that hold themselves.
      this.defs[name] = {}
      const schema =
        node.type === 'TSInterfaceDeclaration'
          ? toObject(this.properties(name))
          : this.#schema(node.typeAnnotation, declaration)
      const description = declaration.commentBefore(node.start)
      this.defs[name] = description === undefined ? schema : { description, ...schema }
    }
    return { $ref: `#/$defs/${name}` }
  }
}

function toObject(properties: Properties): Schema {
  const entries = [...properties]
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, { schema }]) => [key, schema])),
    required: entries.filter(([, { isRequired }]) => isRequired).map(([key]) => key),
  }
}

function without(properties: Properties, keys: readonly string[]): Properties {
  return new Map([...properties].filter(([key]) => !keys.includes(key)))
}

function isOptional(type: TSType): boolean {
  return (
    type.type === 'TSUnionType' && type.types.some((part) => part.type === 'TSUndefinedKeyword')
  )
}

function toName(type: TSType & { type: 'TSTypeReference' }): string {
  if (type.typeName.type !== 'Identifier') throw new Error('a type of a namespace')
  return type.typeName.name
}

function toLiteral(node: { readonly type: string }): string {
  if ('value' in node && typeof node.value === 'string') return node.value
  throw new Error(`${node.type} is no literal`)
}

function toUnionLiterals(types: readonly TSType[]): readonly string[] {
  return types.flatMap((type) => (type.type === 'TSLiteralType' ? [toLiteral(type.literal)] : []))
}

function toLiterals(type: TSType | undefined): readonly string[] {
  if (type === undefined) return []
  return type.type === 'TSUnionType' ? toUnionLiterals(type.types) : toUnionLiterals([type])
}

/** A tuple's entry may be named, optional or a rest; ours are plain. */
function toEntryType(entry: TSTupleElement): TSType {
  if (entry.type === 'TSOptionalType' || entry.type === 'TSRestType') {
    throw new Error(`${entry.type} in a tuple is not known to the schema`)
  }
  return entry
}
