import type { EntryAllowance } from '../entry-allowance.ts'
import { isObject, readCount, readScalar, readText } from '../json.ts'
import type { DebugImage } from '../record/frame.ts'

/** `debug_meta.images`: source maps by debug id, and native binaries. */
export function readDebugImages(
  debugMeta: unknown,
  allowance: EntryAllowance,
): readonly DebugImage[] {
  const list = isObject(debugMeta) ? debugMeta['images'] : undefined
  if (!Array.isArray(list)) return []
  const images: DebugImage[] = []
  for (const entry of allowance.takeOf(list)) {
    if (!isObject(entry)) continue
    images.push({
      type: readText(entry['type']) ?? 'unknown',
      // Old Apple SDKs and ProGuard call it otherwise.
      debugId: readText(entry['debug_id']) ?? readText(entry['id']) ?? readText(entry['uuid']),
      codeId: readText(entry['code_id']),
      codeFile: readText(entry['code_file']) ?? readText(entry['name']),
      debugFile: readText(entry['debug_file']),
      address: readScalar(entry['image_addr']),
      size: readCount(entry['image_size']),
      arch: readText(entry['arch']),
    })
  }
  return images
}
