import type { ClientRequest } from 'node:http'
import { callThrough } from './call-through.ts'

/**
 * The answer is heard once `toWait` has come to its end: a process that ends as soon as its SDK was
 * answered would take with it what the sidecar has not got yet.
 */
export function holdResponse(
  request: ClientRequest,
  toWait: () => Promise<void> | undefined,
): void {
  // oxlint-disable-next-line typescript/unbound-method -- called through with the request it is of
  request.emit = new Proxy(request.emit, {
    apply: (target, self, parameters: unknown[]): boolean => {
      const waited = parameters[0] === 'response' ? toWait() : undefined
      // An answer that nobody listens for is thrown away by Node, unless told that somebody does.
      if (waited === undefined || request.listenerCount('response') === 0) {
        return callThrough(target, self, parameters)
      }
      void waited.then(() => callThrough(target, self, parameters))
      return true
    },
  })
}
