import type { Frame } from 'protocol'
import { toFunctionName } from './function-name.ts'
import { isNative, isOwn, toPath } from './own-code.ts'
import { toShownPath } from './source-path.ts'

/** The app's own call that failed, or, without any, the call that failed. */
export function findFailingFrame(
  frames: readonly Frame[],
  platform: string | undefined,
): Frame | undefined {
  return (
    frames.findLast((frame) => isOwn(frame, platform) && !isNative(frame, platform)) ??
    frames.findLast((frame) => !isNative(frame, platform)) ??
    frames.at(-1)
  )
}

/** `src/cart.ts in total`. */
export function toCulprit(frame: Frame, platform: string | undefined): string | undefined {
  const where = toShownPath(toPath(frame)) || frame.module
  const name = toFunctionName(frame.function, frame.platform ?? platform)
  if (where === undefined || name === undefined) return where ?? name
  return `${where} in ${name}`
}
