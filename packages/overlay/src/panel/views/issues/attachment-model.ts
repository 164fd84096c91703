import type { AttachmentItem } from 'protocol'

export type AttachmentKind = 'image' | 'video' | 'text' | 'file'

/**
 * How an attachment can be shown. Pictures that are documents, as SVG, are text: opened as what they
 * are they could load and run things.
 */
export function toShownKind({
  contentType = '',
  filename,
  attachmentType,
}: Pick<AttachmentItem, 'contentType' | 'filename' | 'attachmentType'>): AttachmentKind {
  const type = contentType.toLowerCase()
  if (/^image\/(?:png|jpe?g|gif|webp|avif|bmp)/.test(type)) return 'image'
  if (/^video\/(?:mp4|webm|ogg)/.test(type)) return 'video'
  if (attachmentType === 'event.view_hierarchy') return 'text'
  if (/^text\/|json|xml|yaml|svg|csv/.test(type)) return 'text'
  const isBare = type === '' || type === 'application/octet-stream'
  if (isBare && /\.(?:png|jpe?g|gif|webp)$/i.test(filename)) return 'image'
  return isBare && /\.(?:txt|log|json|csv|md|ya?ml|xml)$/i.test(filename) ? 'text' : 'file'
}
