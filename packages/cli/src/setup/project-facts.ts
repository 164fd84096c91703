import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a project's own files say about it. */
export interface ProjectFacts {
  readonly dependencies: Readonly<Record<string, string>>
  /** The file of Vite's settings, and whether our plugin is in it. */
  readonly vite: { readonly file: string; readonly hasPlugin: boolean } | undefined
  /** SDKs that send telemetry, of Sentry or OpenTelemetry. */
  readonly sdks: readonly string[]
  /** DSNs in `.env` files that point away from this machine. */
  readonly productionDsns: readonly { readonly file: string; readonly name: string }[]
}

const VITE_FILES = ['ts', 'mts', 'js', 'mjs', 'cts', 'cjs'].map((ending) => `vite.config.${ending}`)

const SDK =
  /^(?:@sentry\/(?!cli|vite-plugin|webpack-plugin|types|core)|@opentelemetry\/(?:sdk|auto)|@vercel\/otel|@logtape\/(?:otel|sentry))/

const DSN =
  /^\s*(?:export\s+)?([A-Z0-9_]*DSN[A-Z0-9_]*)\s*=\s*["']?https?:\/\/[^@\s"']+@([^/\s"']+)/gm

const LOCAL = /^(?:localhost|127\.|\[::1\]|host\.docker\.internal)/

export function readProjectFacts(root: string): ProjectFacts {
  const manifest = readManifest(join(root, 'package.json'))
  const dependencies = { ...manifest?.dependencies, ...manifest?.devDependencies }
  const file = VITE_FILES.find((name) => existsSync(join(root, name)))
  return {
    dependencies,
    vite:
      file === undefined
        ? undefined
        : { file, hasPlugin: readText(join(root, file)).includes('footlight') },
    sdks: Object.keys(dependencies).filter((name) => SDK.test(name)),
    productionDsns: listEnvironmentFiles(root).flatMap((name) =>
      [...readText(join(root, name)).matchAll(DSN)]
        .filter(([, , host = '']) => !LOCAL.test(host))
        .map(([, variable = '']) => ({ file: name, name: variable })),
    ),
  }
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

function readManifest(path: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value !== 'object' || value === null) return undefined
    return {
      dependencies: readNames('dependencies' in value ? value.dependencies : undefined),
      devDependencies: readNames('devDependencies' in value ? value.devDependencies : undefined),
    }
  } catch {
    return undefined
  }
}

function readNames(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, range]): [string, string][] =>
      typeof range === 'string' ? [[name, range]] : [],
    ),
  )
}

function listEnvironmentFiles(root: string): readonly string[] {
  try {
    return readdirSync(root).filter((name) => /^\.env(?:\.|$)/.test(name))
  } catch {
    return []
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
