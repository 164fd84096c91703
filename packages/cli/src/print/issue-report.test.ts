import type { EventItem, IssueDetail } from 'protocol'
import { describe, expect, test } from 'vitest'
import { toDisplayWidth } from '../terminal/display-width.ts'
import { createTerminal } from '../terminal/terminal.ts'
import { toIssueReport } from './issue-report.ts'

const now = Date.UTC(2026, 10, 20, 12)

function makeEvent(text: string, type = text): EventItem {
  return {
    id: 'e'.repeat(32),
    title: text,
    level: 'error',
    transaction: text,
    traceId: 'a'.repeat(32),
    release: text,
    environment: text,
    tags: { [text]: text },
    user: { id: text, username: text, email: text },
    request: { method: text, url: text },
    breadcrumbs: [{ time: now, category: text, message: text, data: { [text]: text } }],
    exceptions: [
      {
        type,
        value: 'short',
        frames: [
          {
            filename: text,
            function: text,
            line: 3,
            column: 7,
            inApp: true,
            context: { before: [text], line: text, after: [text] },
            vars: { [text]: text },
          },
        ],
      },
    ],
  } as unknown as EventItem
}

function report(event: EventItem, columns: number, environment: Record<string, string>): string[] {
  const issue = {
    id: 'abcdef0123456789',
    title: event.title,
    status: 'regressed',
    level: 'error',
    count: 12,
    firstSeen: now - 7_200_000,
    lastSeen: now,
    services: [event.title],
    firstEdit: { file: event.title, line: 4, time: now - 7_201_000 },
  } as unknown as IssueDetail
  const output = { isTTY: true, columns, write: () => undefined }
  const terminal = createTerminal(output, output, environment)
  return [...toIssueReport(issue, event, terminal, now)]
}

// oxlint-disable-next-line no-control-regex -- what we ourselves colour with
const COLOUR = /\u001B\[\d+m/g

const widths = [40, 60, 80, 120, 200]

describe('an issue in a terminal', () => {
  test.each(widths)('of %i columns is the same with colours as without', (columns) => {
    const event = makeEvent('a name that is longer than half of a line of some terminals')
    const coloured = report(event, columns, {}).map((line) => line.replace(COLOUR, ''))
    expect(coloured).toEqual(report(event, columns, { NO_COLOR: '1' }))
  })

  test.each(widths)('of %i columns is no wider than that', (columns) => {
    const lines = report(makeEvent('日本語 name '.repeat(30), 'TypeError'), columns, {
      NO_COLOR: '1',
    })
    for (const line of lines) expect(toDisplayWidth(line), line).toBeLessThanOrEqual(columns)
  })

  test('with a megabyte in every field is a screenful', () => {
    const text = report(makeEvent('M'.repeat(1_000_000)), 80, {}).join('\n')
    expect(text.split('\n').length).toBeLessThan(40)
    expect(text.length).toBeLessThan(6000)
  })
})
