import { toIssueBrief } from 'protocol'
import type { Issue } from 'protocol'
import type { TestFootlight } from './footlight.ts'
import { toTraceSvg } from './trace-svg.ts'

/** What is used of Playwright: it is the test's own, of whatever version. */
export interface FixturePage {
  readonly on: (event: 'pageerror', listener: (error: Error) => void) => unknown
  readonly route: (url: RegExp, handler: (route: FixtureRoute) => Promise<void>) => Promise<unknown>
}

export interface FixtureRoute {
  readonly request: () => {
    readonly method: () => string
    readonly url: () => string
    readonly postDataBuffer: () => Buffer | null
    readonly headers: () => Readonly<Record<string, string>>
  }
  readonly fulfill: (response: {
    readonly status: number
    readonly headers: Record<string, string>
    readonly body: string
  }) => Promise<void>
}

export interface FixtureTestInfo {
  readonly attach: (
    name: string,
    options: { readonly body: string; readonly contentType: string },
  ) => Promise<void>
}

export interface FixtureOptions {
  /** Issues that this test is about: they do not fail it. */
  readonly allowed?: string
}

export type FootlightFixture = readonly [
  (
    fixtures: { readonly page: FixturePage },
    use: (footlight: TestFootlight) => Promise<void>,
    testInfo: FixtureTestInfo,
  ) => Promise<void>,
  { readonly auto: true },
]

/** Where SDKs in pages send to: a DSN's envelopes, spotlight's stream, OTLP. */
const SDK_ROUTES = /\/api\/\d+\/envelope\/?(?:\?|$)|:8969\/stream|\/v1\/(?:traces|logs|metrics)$/

/** Attached to a report; the others are named. */
const ATTACH_LIMIT = 5

export function createFootlightFixture(
  open: () => Promise<TestFootlight>,
  { allowed }: FixtureOptions,
): FootlightFixture {
  let opening: Promise<TestFootlight> | undefined
  return [
    // Playwright reads the names of the braces: what is taken must stand there.
    async ({ page }, use, testInfo) => {
      opening ??= open()
      const footlight = await opening
      footlight.begin()
      const thrown = await listen(page, footlight)
      await use(footlight)
      await tellThrown(thrown, footlight)
      const issues = await footlight.issues(allowed === undefined ? '' : `!(${allowed})`)
      if (issues.length === 0) return
      await attach(issues.slice(0, ATTACH_LIMIT), footlight, testInfo)
      const names = issues.map(({ title, count }) => `  ${count}x ${title.slice(0, 300)}`)
      throw new Error(['The app had issues while this test ran:', ...names].join('\n'))
    },
    { auto: true },
  ]
}

/** What SDKs in the page send comes here instead; what nobody catches is told as well. */
async function listen(page: FixturePage, footlight: TestFootlight): Promise<readonly Error[]> {
  const thrown: Error[] = []
  page.on('pageerror', (error) => thrown.push(error))
  await page.route(SDK_ROUTES, async (route) => {
    const request = route.request()
    const { pathname, search } = new URL(request.url())
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
    if (request.method() === 'POST') {
      const type = request.headers()['content-type'] ?? 'application/x-sentry-envelope'
      await footlight.post(pathname + search, type, request.postDataBuffer() ?? '')
    }
    await route.fulfill({ status: 200, headers, body: '{}' })
  })
  return thrown
}

/** Errors of pages without an SDK; what an SDK has told already is not told twice. */
async function tellThrown(thrown: readonly Error[], footlight: TestFootlight): Promise<void> {
  const told = await footlight.events()
  const isTold = (error: Error): boolean =>
    told.some(({ exceptions }) =>
      exceptions.some(({ value }) => value !== undefined && error.message.includes(value)),
    )
  const logs = thrown.filter((error) => !isTold(error)).map(toOtlpLog)
  if (logs.length === 0) return
  const resource = { attributes: [toAttribute('service.name', 'browser')] }
  const body = { resourceLogs: [{ resource, scopeLogs: [{ logRecords: logs }] }] }
  await footlight.post('/v1/logs', 'application/json', JSON.stringify(body))
}

function toOtlpLog({ name, message, stack }: Error): object {
  return {
    timeUnixNano: `${Date.now()}000000`,
    severityNumber: 17,
    body: { stringValue: message },
    attributes: [
      toAttribute('exception.type', name),
      toAttribute('exception.message', message),
      toAttribute('exception.stacktrace', stack ?? ''),
    ],
  }
}

function toAttribute(key: string, text: string): object {
  return { key, value: { stringValue: text } }
}

async function attach(
  issues: readonly Issue[],
  footlight: TestFootlight,
  testInfo: FixtureTestInfo,
): Promise<void> {
  for (const { id } of issues) {
    const issue = await footlight.issue(id)
    const { event } = issue
    const traceId = event?.traceId
    const trace = traceId === undefined ? undefined : await readTrace(footlight, traceId)
    const body = toIssueBrief({
      issue,
      event,
      stacks: [],
      logs: trace?.logs ?? [],
      spans: trace?.spans ?? [],
      save: undefined,
    })
    await testInfo.attach(`issue-${id.slice(0, 8)}.md`, {
      body,
      contentType: 'text/markdown',
    })
    if (trace !== undefined && trace.spans.length > 0) {
      const name = `trace-${trace.traceId.slice(0, 8)}.svg`
      await testInfo.attach(name, { body: toTraceSvg(trace), contentType: 'image/svg+xml' })
    }
  }
}

/** A trace that never came is no reason to lose the issue. */
async function readTrace(
  { trace }: TestFootlight,
  id: string,
): Promise<Awaited<ReturnType<TestFootlight['trace']>> | undefined> {
  try {
    return await trace(id)
  } catch {
    return undefined
  }
}
