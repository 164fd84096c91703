import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from './document.ts'

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}

const document = JSON.parse(openApiDocument) as {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the document', () => {
  test('is one of OpenAPI 3.1', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toMatchObject({ title: 'Footlight', version: '1' })
  })

  test('names everything that the types of the read API do', () => {
    const { paths } = JSON.parse(
      readFileSync('packages/protocol/src/api/read-api.schema.json', 'utf8'),
    ) as { readonly paths: Readonly<Record<string, object>> }
    const named = operations.filter(({ method }) => method === 'get').map(({ path }) => path)
    for (const path of Object.keys(paths))
      expect(named).toContain(`/${path.replace(/:(\w+)/g, '{$1}')}`)
  })

  test('calls each operation by a name of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/)
  })

  test.each(operations.map(({ path, method, operation }) => [method, path, operation] as const))(
    '%s %s has its parameters and its refusals',
    (_method, path, { parameters, responses }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const named = parameters.filter((parameter) => parameter.in === 'path')
      expect(named.map(({ name }) => name)).toEqual(inPath)
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length)
      expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404'])
    },
  )

  test('has a schema for everything that it refers to, and each is one', () => {
    const { schemas } = document.components
    for (const [, name = ''] of openApiDocument.matchAll(
      /"\$ref":"#\/components\/schemas\/(\w+)"/g,
    ))
      expect(schemas).toHaveProperty(name)
    expect(openApiDocument).not.toContain('#/$defs/')
    const ajv = new Ajv2020({ strict: false })
    ajv.addSchema(document, 'footlight')
    for (const name of Object.keys(schemas))
      expect(ajv.getSchema(`footlight#/components/schemas/${name}`)).toBeTypeOf('function')
  })
})
