import type { Frame } from 'protocol'
import { isDependencyPath, isNativePath } from './source-path.ts'

/** Whether the app itself wrote the code of a frame. */
export function isOwn(frame: Frame, platform: string | undefined): boolean {
  if (frame.inApp !== true) return false
  // Browser SDKs cannot tell, and call every frame the app's own.
  return (frame.platform ?? platform) !== 'javascript' || !isDependencyPath(toPath(frame))
}

/** Whether a frame is the engine's: `Array.map (<anonymous>)`. */
export function isNative(frame: Frame, eventPlatform: string | undefined): boolean {
  const platform = frame.platform ?? eventPlatform
  return (platform === 'javascript' || platform === 'node') && isNativePath(toPath(frame))
}

/** The path as the SDK shortened it, else the whole; empty for none. */
export function toPath({ filename, absPath }: Frame): string {
  return filename ?? absPath ?? ''
}
