import { CAPTURE_SDK } from '../../../capture-sdk.ts'
import { toCounted } from '../../format/number.ts'
import { toSdkWords } from '../../format/sdk-words.ts'
import type { PageStory } from './page-story.ts'

/** What is said of a page load beside its name. */
export function toPageFacts({ traced, errors, logs }: PageStory): readonly string[] {
  const isOurs = [...traced.values(), ...errors, ...logs].some(
    ({ sdk }) => sdk?.name === CAPTURE_SDK,
  )
  const words = isOurs ? toSdkWords(CAPTURE_SDK) : undefined
  return [toCounted(traced.size, 'span'), ...(words === undefined ? [] : [words])]
}
