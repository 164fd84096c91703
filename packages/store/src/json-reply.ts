import type { Failure } from 'protocol'

/** Text made in the worker: the answering loop only passes it on. */
export type JsonReply =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly status: number; readonly failure: Failure }
