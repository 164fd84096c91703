/** As much of a WebSocket as is used, so that the browser's and the package `ws` both fit. */
export interface WireSocket {
  binaryType: string
  readonly bufferedAmount: number
  send: (data: string | Uint8Array<ArrayBuffer>) => void
  close: (code?: number, reason?: string) => void
  addEventListener(type: SocketEvent['type'], listener: (event: SocketEvent) => void): void
}

export interface SocketEvent {
  readonly type: string
  readonly data?: unknown
}

export type SocketClass = new (url: string, protocols: string[]) => WireSocket
