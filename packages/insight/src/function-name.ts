/** Names that stand for a function without one. */
const NAMELESS = new Set([
  '',
  '?',
  '<anonymous>',
  '<anonymous function>',
  '<computed>',
  'anonymous',
  'anonymous function',
  'eval',
  'eval code',
  'global code',
  'module code',
])

const NAME_LIMIT = 200

/** A function's name without what changes between two builds, runs or engines; `undefined` for none. */
export function toFunctionName(
  name: string | undefined,
  platform: string | undefined,
): string | undefined {
  if (name === undefined) return undefined
  const short = name.length > NAME_LIMIT ? name.slice(0, NAME_LIMIT) : name
  switch (platform) {
    case 'javascript':
    case 'node':
      return toScriptName(short)
    case 'java':
      // `lambda$total$0`, `access$200`: numbered by the compiler in the order of the source.
      return short.replace(/(?<!\$)\$\d+$/, '')
    case 'ruby':
      return toRubyName(short)
    case 'php':
      return toPhpName(short)
    default:
      return NAMELESS.has(short) ? undefined : short
  }
}

/** The class of a Java frame; the JVM and its frameworks number the classes they make up. */
export function toJavaClass(module: string): string {
  if (!module.includes('$') && !module.includes('Accessor')) return module
  return module
    .replace(/\$\$(Lambda|EnhancerBy\w{1,40}|FastClassBy\w{1,40}|SpringCGLIB)\$.*$/, '$$$$$1')
    .replace(/_\$\$_(?:javassist|jvst).*$/, '_$$$$_javassist')
    .replace(/\$HibernateProxy\$.*$/, '$$HibernateProxy')
    .replace(/(\$Proxy|GeneratedMethodAccessor|GeneratedConstructorAccessor)\d+$/, '$1')
}

/** V8 says `async Object.total$1 [as handler]`, `new Cart`; Firefox `async*total`, `total/<`. */
function toScriptName(name: string): string | undefined {
  const alias = name.indexOf(' [as ')
  const own = alias === -1 ? name : name.slice(0, alias)
  const bare = own.slice(own.lastIndexOf('*') + 1).replace(/^(?:async |new )+/, '')
  const last = bare.slice(bare.lastIndexOf('.') + 1)
  if (!NAMELESS.has(last.toLowerCase()) && !last.endsWith('/<')) {
    // Bundlers number names that would clash.
    return last.replace(/\$\d{1,4}$/, '') || last
  }
  return alias === -1 ? undefined : toScriptName(name.slice(alias + 5).replace(/\]$/, ''))
}

/** `block (2 levels) in total`, and the methods that templates are compiled to, with hash and address. */
function toRubyName(name: string): string {
  return name
    .replace(/^(?:(?:block|rescue|ensure)(?: \(\d{1,4} levels\))? in )+/, '')
    .replace(/_{2,3}\d{1,30}_\d{1,30}$/, '')
}

/** Anonymous classes carry file, line and a counter behind a NUL; closures, since PHP 8.4, a line. */
function toPhpName(name: string): string {
  return name
    .replace(/@anonymous.*?(?=::\w+$|$)/, '@anonymous')
    .replace(/\{closure:(.*):\d+\}/, '{closure:$1}')
}
