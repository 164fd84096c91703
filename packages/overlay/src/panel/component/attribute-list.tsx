import type { VNode } from 'preact'
import { toFilterText } from 'protocol'
import type { Json } from 'protocol'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { toBranches, toFilterValue } from './json-text.ts'
import { JsonTree } from './json-tree.tsx'

export interface AttributeListProps {
  readonly attributes: readonly (readonly [string, Json])[]
  /** Adds this filter to the query of the view; without it values are only copied. */
  readonly onFilter?: ((filter: string) => void) | undefined
}

/** Keys and values; each offers only this, without, and to be copied. */
export function AttributeList({ attributes, onFilter }: AttributeListProps): VNode {
  return (
    <dl class="fl-kv fl-attributes">
      {attributes.map(([key, value]) => (
        <Attribute key={key} name={key} value={value} onFilter={onFilter} />
      ))}
    </dl>
  )
}

interface AttributeProps {
  readonly name: string
  readonly value: Json
  readonly onFilter: AttributeListProps['onFilter']
}

function Attribute({ name, value, onFilter }: AttributeProps): VNode {
  const text = toFilterValue(value)
  const isLeaf = toBranches(value) === undefined
  return (
    <div class="fl-attribute">
      <dt>{toBreakable(name)}</dt>
      <dd>
        {isLeaf ? <span class="fl-value">{text ?? 'null'}</span> : <JsonTree value={value} />}
        <span class="fl-attribute-do">
          {onFilter === undefined || text === undefined ? null : (
            <>
              <Button
                label={`Only ${name} ${text}`}
                icon="plus"
                kind="quiet"
                isSmall
                isIconOnly
                onClick={() => onFilter(toFilterText(name, text))}
              />
              <Button
                label={`Without ${name} ${text}`}
                icon="minus"
                kind="quiet"
                isSmall
                isIconOnly
                onClick={() => onFilter(`!${toFilterText(name, text)}`)}
              />
            </>
          )}
          <CopyButton
            label={`Copy ${name}`}
            toText={() => text ?? JSON.stringify(value, null, 2)}
          />
        </span>
      </dd>
    </div>
  )
}

/** A name that is too long for its column goes on in the next line behind a dot. */
function toBreakable(name: string): readonly (VNode | string)[] {
  const [first = '', ...others] = name.split('.')
  return [first, ...others.flatMap((part) => ['.', <wbr />, part])]
}
