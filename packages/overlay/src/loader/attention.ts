import type { SeenIssue } from './issue-news.ts'

/** Tells of new errors when nobody sees the page: a count in the title, and what the desktop was allowed to show. */
export interface TabAttention {
  readonly raise: (issue: Pick<SeenIssue, 'id' | 'title' | 'culprit'>) => void
  readonly close: () => void
}

export interface AttentionOptions {
  readonly window: Window & typeof globalThis
  readonly onOpen: (id: string) => void
}

const COUNT = /^\(\d+\) /

export function createTabAttention({ window, onOpen }: AttentionOptions): TabAttention {
  const { document } = window
  let count = 0

  // The app may have given the page another title meanwhile.
  const clear = (): void => {
    if (document.hidden || count === 0) return
    count = 0
    document.title = document.title.replace(COUNT, '')
  }
  document.addEventListener('visibilitychange', clear)

  return {
    raise: ({ id, title, culprit }) => {
      if (!document.hidden) return
      count++
      document.title = `(${count}) ${document.title.replace(COUNT, '')}`
      if (!('Notification' in window) || window.Notification.permission !== 'granted') return
      // The tag: several tabs of one app tell of one error once.
      const notification = new window.Notification(title, {
        body: culprit ?? '',
        tag: `footlight-${id}`,
      })
      notification.addEventListener('click', () => {
        window.focus()
        onOpen(id)
      })
    },
    close: () => document.removeEventListener('visibilitychange', clear),
  }
}
