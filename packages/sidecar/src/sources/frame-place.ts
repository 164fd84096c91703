import type { AskedFrame } from 'protocol'
import { readCodePlace } from './code-place.ts'
import type { CodePlace } from './code-place.ts'

/** The places that a frame names, the most telling first. */
export function readFramePlaces(frame: AskedFrame): readonly CodePlace[] {
  const ofClass = readClassPlaces(frame)
  if (ofClass.length > 0) return ofClass
  const places: CodePlace[] = []
  for (const name of new Set([frame.absPath, frame.filename])) {
    const place = readCodePlace(name)
    if (place) places.push(place)
  }
  return places
}

const jvmExtensions = ['java', 'kt', 'scala', 'groovy', 'clj'] as const

/**
 * The JVM tells class and file name without folder. A file lies where its package says:
 * `com.shop.Cart$Item` in `Cart.java` is `com/shop/Cart.java` in some source folder. Some SDKs give
 * the class for a file name.
 */
function readClassPlaces({ module, filename, absPath }: AskedFrame): readonly CodePlace[] {
  if (module === undefined || !/^[\w$]+(?:\.[\w$]+)*$/.test(module)) return []
  const folder = module.split('.').slice(0, -1)
  const name = filename ?? absPath ?? module
  if (/^[\w$]+\.(?:java|kt|scala|groovy|clj)$/.test(name)) return [toClassPlace([...folder, name])]
  if (name !== module || folder.length === 0) return []
  const type = module.split('.').at(-1)?.split('$')[0] ?? ''
  return jvmExtensions.map((extension) => toClassPlace([...folder, `${type}.${extension}`]))
}

function toClassPlace(parts: readonly string[]): CodePlace {
  return { url: undefined, path: undefined, parts, isGenerated: false }
}
