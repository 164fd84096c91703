import type { VNode } from 'preact'
import { usePanel } from '../session/panel.ts'
import type { Panel } from '../session/panel.ts'
import { Button } from './button.tsx'
import type { ButtonProps } from './button.tsx'
import { copyText } from './copy-text.ts'

export interface CopyButtonProps extends Pick<ButtonProps, 'keys' | 'kind' | 'class'> {
  /** What the button says, as `Copy path`. */
  readonly label: string
  readonly isIconOnly?: boolean
  readonly isSmall?: boolean
  /** Made when it is asked for: some of it is long. */
  readonly toText: () => string | Promise<string>
}

export function CopyButton({
  toText,
  isIconOnly = true,
  isSmall = true,
  kind = 'quiet',
  ...rest
}: CopyButtonProps): VNode {
  const panel = usePanel()
  return (
    <Button
      {...rest}
      kind={kind}
      icon="copy"
      isSmall={isSmall}
      isIconOnly={isIconOnly}
      onClick={() => void copyAndSay(panel, toText)}
    />
  )
}

/** Copies and says that it is done: what a key does, too. */
export async function copyAndSay(
  { toasts }: Panel,
  toText: () => string | Promise<string>,
  words = 'Copied',
): Promise<void> {
  const isCopied = await copyText(await toText())
  if (isCopied) toasts.say(words)
  else toasts.complain('The browser does not let this frame write to the clipboard.')
}
