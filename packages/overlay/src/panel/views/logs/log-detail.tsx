import type { VNode } from 'preact'
import type { LogItem } from 'protocol'
import { AnsiText } from '../../component/ansi-text.tsx'
import { AttributeList } from '../../component/attribute-list.tsx'
import { Button } from '../../component/button.tsx'
import { CopyButton } from '../../component/copy-button.tsx'
import { JsonTree } from '../../component/json-tree.tsx'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { isCutInRow } from './logs-model.ts'

export interface LogDetailProps {
  readonly log: LogItem
  readonly columns: readonly string[]
  readonly onColumn: (column: string) => void
  readonly onFilter: (term: string) => void
}

/** Everything a log says, below its line. */
export function LogDetail({ log, columns, onColumn, onFilter }: LogDetailProps): VNode {
  const { navigation } = usePanel()
  const { traceId, spanId, attributes, structuredBody, template, sdk } = log
  const parameters = readScope(navigation.place.value.parameters)
  const entries = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return (
    <div class="fl-logx" role="gridcell">
      <div class="fl-row w">
        {traceId === undefined ? null : (
          <Button
            label={`Trace ${traceId.slice(0, 8)}`}
            icon="layers"
            isSmall
            onClick={() =>
              navigation.go({
                view: 'traces',
                id: traceId,
                parameters: spanId === undefined ? parameters : { ...parameters, span: spanId },
              })
            }
          />
        )}
        {template === undefined ? null : (
          <Button
            label="All of this template"
            icon="plus"
            isSmall
            title={template}
            onClick={() => onFilter(`template:${JSON.stringify(template)}`)}
          />
        )}
        <CopyButton label="Copy log" toText={() => JSON.stringify(log, null, 2)} />
        <span class="fl-push fl-11 fl-3rd">{sdk?.name ?? ''}</span>
      </div>
      {isCutInRow(log.body) ? (
        <pre class="fl-log-body">
          <AnsiText text={log.body} />
        </pre>
      ) : null}
      {structuredBody === undefined ? null : <JsonTree value={structuredBody} />}
      {entries.length === 0 ? null : <AttributeList attributes={entries} onFilter={onFilter} />}
      {entries.length === 0 ? null : (
        <div class="fl-row w fl-columns" role="group" aria-label="Columns">
          <span class="fl-11 fl-3rd">Columns</span>
          {entries.slice(0, 24).map(([key]) => (
            <Button
              key={key}
              label={key}
              kind="quiet"
              isSmall
              isPressed={columns.includes(key)}
              onClick={() => onColumn(key)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
