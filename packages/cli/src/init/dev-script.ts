/** What is to become of a script that starts something in development. */
export type WrappedScript =
  | { readonly type: 'wrapped'; readonly script: string }
  /** It starts a server, and in a way that is not ours to take apart. */
  | { readonly type: 'shown' }
  /** It starts Vite, which has the plugin, or nothing that we know to be a server. */
  | { readonly type: 'left' }

/** Scripts that people start their app with. */
export const DEV_SCRIPT: RegExp =
  /^(?:dev|start:dev|dev:(?:server|api|backend)|(?:server|api|backend):dev)$/

const SERVER =
  /^(?:node|nodemon|tsx|ts-node(?:-dev|-esm)?|bun(?: run)? \S+\.\w+|deno run|next dev|nest start|gatsby develop|react-scripts start|webpack(?:-dev-server| serve)|rsbuild dev|rspack (?:dev|serve)|parcel|ng serve|adonis|fastify start|nitro(?:pack)? dev|micro-dev|python3?|uvicorn|gunicorn|flask|fastapi|django-admin|php|ruby|rails|bin\/rails|bundle exec|go run|air|cargo (?:run|watch)|dotnet|mix|\.\/(?:gradlew|mvnw)|docker[- ]compose)(?=\s|$)/

/** Sets variables for what comes after them. */
const BEFORE =
  /^(?:(?:cross-env(?:-shell)?\s+|env\s+)?(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'$`;&|]*)\s+)+)?/

/** More than one command, or what only a shell understands. */
const SHELL = /[;&|<>`]|\$\(/

/** A script with `footlight run -- ` before the server that it starts. */
export function toWrappedScript(script: string): WrappedScript {
  const [before = ''] = BEFORE.exec(script) ?? []
  const command = script.slice(before.length)
  if (/\bfootlight\b/.test(script)) return { type: 'left' }
  if (!SHELL.test(script)) {
    if (!SERVER.test(command)) return { type: 'left' }
    return { type: 'wrapped', script: `${before}footlight run -- ${command}` }
  }
  const isServer = script
    .split(/[;&|]+/)
    .some((part) => SERVER.test(part.trim().replace(BEFORE, '')))
  return isServer ? { type: 'shown' } : { type: 'left' }
}
