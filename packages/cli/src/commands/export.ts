import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Asker } from 'client'
import type { EnvelopeSummary, JsonObject, List, Parameters } from 'protocol'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { toArrivalPath } from '../export/arrival-path.ts'
import { toDecodedBody } from '../export/decoded-body.ts'
import { openExport } from '../export/export-file.ts'
import type { ExportedArrival } from '../export/export-file.ts'
import { readTimeFlag } from '../list/query-words.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { Reach, ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface ExportFlags extends ReachFlags {
  readonly trace?: string
  readonly issue?: string
  readonly since?: string
  readonly files?: boolean
  readonly keepSecrets?: boolean
  readonly preview?: boolean
  readonly force?: boolean
}

export function addExportCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('export')
    .argument('[file]', 'where to write', 'footlight-export.jsonl.gz')
    .description(
      'everything that was taken in, without secrets, as one file that any Footlight imports',
    )
    .option('--trace <id>', 'only what belongs to a trace')
    .option('--issue <id>', 'only what belongs to an issue, and to the trace of its newest event')
    .option('--since <time>', 'only what came since: 10m, or a date')
    .option('--files', 'attachments, replays and dumps too: nobody can look into them for secrets')
    .option('--keep-secrets', 'mask nothing')
    .option('--preview', 'write nothing: say what would be written, masked and left out')
    .option('--force', 'write over a file that is there')
  addReachOptions(command).action((file: string, flags: ExportFlags) =>
    runReading(terminal, flags, async (reach) => {
      if (flags.preview !== true && flags.force !== true && existsSync(file)) {
        throw new CommandFailure(
          exitCodes.usage,
          `${file} is there already.`,
          'Say --force, or name another.',
        )
      }
      const ids = await findArrivals(reach.asker, flags)
      const writer = flags.preview === true ? undefined : openExport(file, Date.now())
      const count = new Count()
      for (const id of ids) {
        const arrival = await readExportedArrival(reach, id, flags, count)
        if (arrival !== undefined) await writer?.write(arrival)
      }
      await writer?.close()
      for (const line of count.lines(flags, writer === undefined ? undefined : file))
        terminal.complain(line)
      return exitCodes.done
    }),
  )
}

const PAGE = 1000

/** Ids of arrivals, the oldest first: what belongs together is taken in again in its order. */
async function findArrivals(asker: Asker, flags: ExportFlags): Promise<readonly string[]> {
  const { issue, trace, since } = flags
  if (issue !== undefined) {
    const detail = await readAnswer(asker, 'issues/:id', { id: issue })
    const { items } = await readAnswer(asker, 'issues/:id/events', { id: issue, limit: PAGE })
    const traceId = detail.event?.traceId
    const ids = items.map(({ envelopeId }) => envelopeId)
    const more = traceId === undefined ? [] : await findTraceArrivals(asker, traceId)
    return [...new Set([...ids, ...more])].toSorted()
  }
  if (trace !== undefined) return findTraceArrivals(asker, trace)
  const from = since === undefined ? 0 : readTimeFlag('--since', since, Date.now())
  const found: EnvelopeSummary[] = []
  let cursor: string | undefined
  do {
    const page: List<EnvelopeSummary> = await readAnswer(asker, 'envelopes', {
      limit: PAGE,
      cursor,
      query: from === 0 ? undefined : `time:>=${from}`,
    })
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found.toReversed().map(({ id }) => id)
}

async function findTraceArrivals(asker: Asker, traceId: string): Promise<readonly string[]> {
  const { spans, errors, logs } = await readAnswer(asker, 'traces/:traceId', { traceId })
  const all = [...spans, ...errors, ...logs].map(({ envelopeId }) => envelopeId)
  return [...new Set(all)].toSorted()
}

async function readExportedArrival(
  { asker, address }: Reach,
  id: string,
  flags: ExportFlags,
  count: Count,
): Promise<ExportedArrival | undefined> {
  const detail = await readAnswer(asker, 'envelopes/:id', { id })
  const { format, project, receivedAt, contentType } = detail
  const parameters = toTexts(detail.parameters)
  if (toArrivalPath({ format, project, parameters }) === undefined) {
    count.leave(format)
    return undefined
  }
  const response = await fetch(
    `${address.url}/__footlight/api/envelopes/${encodeURIComponent(id)}/raw`,
    { headers: { authorization: `Bearer ${address.token}` } },
  )
  // It may have been evicted since it was listed.
  if (!response.ok) {
    count.leave('gone')
    return undefined
  }
  const encoding = response.headers.get('x-footlight-content-encoding') ?? ''
  const raw = new Uint8Array(await response.arrayBuffer())
  const body = toDecodedBody(raw, encoding)
  if (body === undefined) {
    count.leave(`compressed as ${encoding}`)
    return undefined
  }
  const arrival = { receivedAt, format, contentType, project, parameters }
  if (flags.keepSecrets === true) {
    count.take(body.length, 0, [], false)
    return { ...arrival, body }
  }
  const { toRedactedBody } = await import('../export/redacted-body.ts')
  const redacted = toRedactedBody(body, format, { withFiles: flags.files === true })
  count.take(redacted.body.length, redacted.masked, redacted.files, redacted.isBinary)
  return redacted.body.length === 0 ? undefined : { ...arrival, body: redacted.body }
}

function toTexts(values: JsonObject): Parameters {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}

/** What an export has, and has not. */
class Count {
  #arrivals = 0
  #bytes = 0
  #masked = 0
  #binary = 0
  readonly #files = new Map<string, number>()
  readonly #left = new Map<string, number>()

  take(bytes: number, masked: number, files: readonly string[], isBinary: boolean): void {
    this.#arrivals++
    this.#bytes += bytes
    this.#masked += masked
    if (isBinary) this.#binary++
    for (const file of files) this.#files.set(file, (this.#files.get(file) ?? 0) + 1)
  }

  leave(what: string): void {
    this.#left.set(what, (this.#left.get(what) ?? 0) + 1)
  }

  lines({ files, keepSecrets }: ExportFlags, file: string | undefined): readonly string[] {
    const size = `${this.#arrivals} arrivals, ${(this.#bytes / 1_048_576).toFixed(1)} MB before compression`
    return [
      file === undefined ? `Would write ${size}.` : `Wrote ${size} to ${file}.`,
      keepSecrets === true ? 'Nothing is masked.' : `${this.#masked} secrets masked.`,
      ...(this.#binary > 0
        ? [`${this.#binary} binary bodies: secrets in them are told by their looks only.`]
        : []),
      ...(this.#files.size > 0 && keepSecrets !== true
        ? [
            files === true
              ? `Taken along unread: ${toCounted(this.#files)}.`
              : `Left out, because nobody can look into them: ${toCounted(this.#files)}; --files takes them along.`,
          ]
        : []),
      ...(this.#left.size > 0 ? [`Left out: ${toCounted(this.#left)}.`] : []),
    ]
  }
}

function toCounted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
}
