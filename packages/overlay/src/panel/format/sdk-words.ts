import { CAPTURE_SDK } from '../../capture-sdk.ts'

const ours: Readonly<Record<string, string>> = {
  [CAPTURE_SDK]: 'captured by Footlight, no SDK in the page',
  'footlight.node': 'captured by Footlight, no SDK in the server',
  'footlight.loader': 'measured by Footlight in every page',
}

/** What stands for an SDK where it is no SDK of the app. */
export function toSdkWords(name: string | undefined): string | undefined {
  return name === undefined ? undefined : ours[name]
}
