import { useEffect, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { toFilterText } from 'protocol'
import type { AttachmentItem } from 'protocol'
import { Button } from '../../component/button.tsx'
import { Icon } from '../../component/icon.tsx'
import { useLive } from '../../data/use-live.ts'
import { toBytesText } from '../../format/byte-text.ts'
import { usePanel } from '../../session/panel.ts'
import { toShownKind } from './attachment-model.ts'

/** Files that came with the event, shown where they can be. */
export function Attachments({ eventId }: { readonly eventId: string }): VNode | null {
  const files = useLive('attachments', { query: toFilterText('event_id', eventId), limit: '50' })
  const items = files.value?.items ?? []
  if (items.length === 0) return null
  return (
    <section>
      <h2 class="fl-h2">
        Attachments <span class="fl-3rd fl-reg">{items.length}</span>
      </h2>
      {items.map((item) => (
        <AttachmentRow key={item.id} item={item} />
      ))}
    </section>
  )
}

/** More text than this is for the file's own program. */
const TEXT_LIMIT = 20_000

function AttachmentRow({ item }: { readonly item: AttachmentItem }): VNode {
  const { fetchBytes, toasts } = usePanel()
  const kind = toShownKind(item)
  const [address, setAddress] = useState<string | undefined>(undefined)
  const [text, setText] = useState<string | undefined>(undefined)
  const path = `attachments/${encodeURIComponent(item.id)}/raw`

  useEffect(() => {
    if (kind === 'file') return undefined
    let made: string | undefined
    const load = async (): Promise<void> => {
      const response = await fetchBytes(path)
      if (!response.ok) return
      const bytes = await response.arrayBuffer()
      if (kind === 'text') setText(new TextDecoder().decode(bytes.slice(0, TEXT_LIMIT)))
      else {
        made = URL.createObjectURL(new Blob([bytes], { type: item.contentType ?? '' }))
        setAddress(made)
      }
    }
    void load()
    return () => {
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [path, kind])

  const download = async (): Promise<void> => {
    const response = await fetchBytes(path)
    if (!response.ok) {
      toasts.complain('The file is no longer here.')
      return
    }
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([await response.arrayBuffer()]))
    link.download = item.filename
    link.click()
    URL.revokeObjectURL(link.href)
  }

  return (
    <div class="fl-attachment">
      <div class="fl-row t">
        <Icon name="clip" size="s" class="fl-3rd" />
        <span class="fl-mono fl-cut">{item.filename}</span>
        <span class="fl-11 fl-3rd fl-nowrap">{toBytesText(item.size)}</span>
        <span class="fl-push">
          <Button
            label={`Download ${item.filename}`}
            icon="download"
            kind="quiet"
            isSmall
            isIconOnly
            onClick={() => void download()}
          />
        </span>
      </div>
      {kind === 'image' && address !== undefined ? <img src={address} alt={item.filename} /> : null}
      {kind === 'video' && address !== undefined ? <video src={address} controls muted /> : null}
      {text === undefined ? null : (
        <pre class="fl-mono s" tabIndex={0}>
          {text}
        </pre>
      )}
    </div>
  )
}
