import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { toFittingAnswer } from './answer/fitting-answer.ts'
import type { Drafter } from './answer/fitting-answer.ts'
import type { Reading } from './reading.ts'
import { ToolFailure, toFailureText } from './tool-failure.ts'

/** A tool as its file says it. */
export interface ToolDefinition<I extends z.ZodRawShape, O extends z.ZodRawShape> {
  readonly name: string
  readonly title: string
  /** What it is for, and when to take another one. */
  readonly description: string
  readonly input: I
  readonly output: O
  /** What it does beside answering. */
  readonly effect?: 'changes' | 'destroys'
  readonly run: (
    input: z.output<z.ZodObject<I>>,
    reading: Reading,
  ) => Promise<Drafter<z.output<z.ZodObject<O>>>>
}

export type ToolInput = Readonly<Record<string, unknown>>

/** A tool that a server can be given, whatever it takes and answers. */
export interface Tool {
  readonly name: string
  readonly answer: (input: ToolInput, reading: Reading) => Promise<CallToolResult>
  /** `begin` makes what the tool reads with; it is told what was asked. */
  readonly register: (server: McpServer, begin: BeginCall) => void
}

export type BeginCall = (tool: string, input: ToolInput, call: CallFacts) => Reading

/** What the protocol says of a call. */
export interface CallFacts {
  readonly signal: AbortSignal
  readonly progress: (message: string) => void
}

const DEFAULT_BUDGET = 2000

const everyInput = {
  budget: z
    .number()
    .int()
    .min(300)
    .max(50_000)
    .optional()
    .describe(`tokens (default ${DEFAULT_BUDGET})`),
  show_secrets: z.boolean().optional().describe('only if the user asked'),
}

const everyOutput = {
  now: z.string(),
  cut: z.array(z.string()),
  masked: z.number(),
}

export function toTool<I extends z.ZodRawShape, O extends z.ZodRawShape>(
  definition: ToolDefinition<I, O>,
): Tool {
  const { name, title, description, effect } = definition
  const inputShape = z.object(definition.input)
  const inputSchema: z.ZodRawShape = { ...definition.input, ...everyInput }
  const outputSchema: z.ZodRawShape = { ...definition.output, ...everyOutput }
  const settings = z.object(everyInput)

  const answer: Tool['answer'] = async (input, reading) => {
    const { budget = DEFAULT_BUDGET, show_secrets = false } = settings.parse(input)
    try {
      const draft = await definition.run(inputShape.parse(input), reading)
      const setting = { budget, showsSecrets: show_secrets, now: reading.now }
      const { text, structured } = toFittingAnswer(draft, setting)
      return { content: [{ type: 'text', text }], structuredContent: { ...structured } }
    } catch (error) {
      if (!(error instanceof ToolFailure)) throw error
      const query = typeof input['query'] === 'string' ? input['query'] : undefined
      const text = toFailureText(error.failure, query)
      return { content: [{ type: 'text', text }], isError: true }
    }
  }

  return {
    name,
    answer,
    register: (server, begin) => {
      const annotations = {
        title,
        readOnlyHint: effect === undefined,
        destructiveHint: effect === 'destroys',
        idempotentHint: effect !== 'destroys',
        openWorldHint: false,
      }
      server.registerTool(
        name,
        { title, description, inputSchema, outputSchema, annotations },
        (input, { signal, _meta, sendNotification }) => {
          const progressToken = _meta?.progressToken
          let progress = 0
          const tell = (message: string): void => {
            if (progressToken === undefined) return
            const params = { progressToken, progress: ++progress, message }
            // Who has gone needs no progress.
            void sendNotification({ method: 'notifications/progress', params }).catch(
              () => undefined,
            )
          }
          return answer(input, begin(name, input, { signal, progress: tell }))
        },
      )
    },
  }
}
