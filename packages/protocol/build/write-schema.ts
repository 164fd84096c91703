import { writeFileSync } from 'node:fs'
import { toApiSchema } from './schema.ts'

const target = new URL('../src/api/read-api.schema.json', import.meta.url)
writeFileSync(target, `${JSON.stringify(toApiSchema(), undefined, 1)}\n`)
