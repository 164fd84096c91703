import type { Parameters } from 'protocol'

/** A path with its `:names` filled in, and what is left of the parameters. */
export interface RequestPath {
  readonly path: string
  readonly parameters: Parameters
}

export function toRequestPath(path: string, parameters: Parameters): RequestPath {
  const rest: Record<string, string> = { ...parameters }
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = rest[name] ?? ''
    delete rest[name]
    return encodeURIComponent(value)
  })
  return { path: filled, parameters: rest }
}

export function toAddress({ path, parameters }: RequestPath): string {
  const query = new URLSearchParams(parameters).toString()
  return query === '' ? path : `${path}?${query}`
}
