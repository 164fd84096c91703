import { useEffect, useId, useRef } from 'preact/hooks'
import type { ComponentChildren, TargetedKeyboardEvent, VNode } from 'preact'
import { useKeys } from '../keys/use-keys.ts'
import { useRemembered } from '../session/use-remembered.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

export interface VirtualListProps<T> {
  /** Its name, for readers and as the heading of its keys. */
  readonly label: string
  readonly class?: string
  readonly items: readonly T[]
  readonly toKey: (item: T) => string
  /** In px; an estimate where rows are measured. */
  readonly rowHeight: number
  /** Rows that grow: opened ones, wrapped ones. */
  readonly isMeasured?: boolean
  readonly rowClass?: (item: T) => string
  readonly header?: ComponentChildren
  /** The cells of a row, each with the role `gridcell`. */
  readonly renderRow: (item: T) => ComponentChildren
  readonly selected: string | undefined
  readonly onSelect: (key: string | undefined) => void
  readonly onOpen?: (item: T) => void
  /** Only says what the rows below it have in common: keys pass over it. */
  readonly isHeading?: (item: T) => boolean
  /** The end is near: there may be another page. */
  readonly onEnd?: () => void
  readonly onTop?: (isAtTop: boolean) => void
  readonly isFollowingEnd?: boolean
  /** Where the list was scrolled to is kept under this name. */
  readonly memory?: string
}

/** In px, as `.fl-lh` has it. */
const HEAD_HEIGHT = 26

/** How near the end counts as there, in rows. */
const NEAR = 20

/** One list, however long: a grid with one tab stop, its selection moved by keys. */
export function VirtualList<T>(props: VirtualListProps<T>): VNode {
  const { label, items, toKey, selected, onSelect, onOpen, onEnd, onTop, memory } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useRemembered(`${memory ?? id}.offset`, 0)
  const rows = useVirtualRows({
    scroller,
    count: items.length,
    rowHeight: () => props.rowHeight,
    toKey: (index) => {
      const item = items[index]
      return item === undefined ? String(index) : toKey(item)
    },
    isFollowingEnd: props.isFollowingEnd ?? false,
    initialOffset: offset,
    headHeight: props.header === undefined ? 0 : HEAD_HEIGHT,
  })
  const index = selected === undefined ? -1 : items.findIndex((item) => toKey(item) === selected)

  const isRow = (item: T): boolean => props.isHeading?.(item) !== true
  const select = (next: number): void => {
    const at = Math.min(Math.max(next, 0), items.length - 1)
    const behind = items.slice(at).find(isRow)
    const item = at < index ? (items.slice(0, at + 1).findLast(isRow) ?? behind) : behind
    if (item === undefined) return
    onSelect(toKey(item))
    rows.scrollTo(items.indexOf(item))
  }
  const page = Math.max(Math.floor(rows.viewHeight / props.rowHeight) - 1, 1)
  const group = label
  useKeys([
    { keys: 'j|ArrowDown', words: 'Next', group, run: () => select(index + 1) },
    { keys: 'k|ArrowUp', words: 'Previous', group, run: () => select(index <= 0 ? 0 : index - 1) },
    { keys: 'PageDown', words: 'A page down', group, run: () => select(index + page) },
    { keys: 'PageUp', words: 'A page up', group, run: () => select(Math.max(index - page, 0)) },
    { keys: 'g g|Home', words: 'First', group, run: () => select(0) },
    { keys: 'G|End', words: 'Last', group, run: () => select(items.length - 1) },
  ])
  useKeys(
    onOpen === undefined || index === -1
      ? []
      : [
          {
            keys: 'Enter',
            words: 'Open',
            group,
            run: () => {
              const item = items[index]
              if (item !== undefined) onOpen(item)
            },
          },
        ],
  )

  const last = rows.rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= items.length - NEAR && items.length > 0) onEnd?.()
  }, [last, items.length])

  const isAtTop = rows.offset <= 0
  useEffect(() => onTop?.(isAtTop), [isAtTop])
  useEffect(() => () => setOffset(scroller.current?.scrollTop ?? 0), [])

  return (
    <div class={['fl-list', props.class].filter(Boolean).join(' ')}>
      <div
        class="fl-scroll"
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={items.length}
        aria-activedescendant={index === -1 ? undefined : `${id}-${index}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {props.header === undefined ? null : (
          <div class="fl-lh" role="row">
            {props.header}
          </div>
        )}
        <div class="fl-rows" role="presentation" style={{ height: `${rows.height}px` }}>
          {rows.rows.map((row) => {
            const item = items[row.index]
            if (item === undefined) return null
            const isSelected = row.index === index
            return (
              <div
                key={row.key}
                id={`${id}-${row.index}`}
                class={['fl-li', props.rowClass?.(item), isSelected ? 'on' : '']
                  .filter(Boolean)
                  .join(' ')}
                role="row"
                aria-rowindex={row.index + 1}
                aria-selected={isSelected}
                data-index={row.index}
                ref={props.isMeasured === true ? rows.measure : null}
                style={{
                  transform: `translateY(${row.start}px)`,
                  height: props.isMeasured === true ? undefined : `${row.size}px`,
                }}
                onClick={(event) => {
                  if (isOwnClick(event)) return
                  onSelect(toKey(item))
                  onOpen?.(item)
                }}
              >
                {props.renderRow(item)}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Enter on a button within a row is the button's. */
function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.key === 'Enter' && event.target !== event.currentTarget) event.stopPropagation()
}

/** Links and buttons in a row do their own; text that is being selected is no click. */
function isOwnClick({ target, defaultPrevented }: MouseEvent): boolean {
  const isControl =
    target instanceof Element && target.closest('a, button, input, summary') !== null
  return defaultPrevented || isControl || getSelection()?.isCollapsed === false
}
