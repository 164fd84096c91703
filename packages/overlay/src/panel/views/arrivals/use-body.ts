import { useEffect, useState } from 'preact/hooks'
import { usePanel } from '../../session/panel.ts'

/** The body of an arrival, unpacked where a browser can; and as it came, to be taken away. */
export interface ArrivalBody {
  readonly bytes: Uint8Array | undefined
  /** Why there is nothing to show. */
  readonly problem: string | undefined
  readonly download: () => void
}

/** More is not shown, only handed out: the panel's memory is the page's. */
const SHOWN_LIMIT = 32 << 20

const UNPACKABLE: Readonly<Record<string, CompressionFormat>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
}

export function useBody(id: string, size: number, encoding: string | undefined): ArrivalBody {
  const { fetchBytes } = usePanel()
  const [bytes, setBytes] = useState<Uint8Array | undefined>(undefined)
  const [problem, setProblem] = useState<string | undefined>(undefined)

  useEffect(() => {
    let isCurrent = true
    setBytes(undefined)
    setProblem(undefined)
    const read = async (): Promise<void> => {
      if (size > SHOWN_LIMIT) {
        setProblem('It is too large to be shown here.')
        return
      }
      const format = UNPACKABLE[encoding?.trim().toLowerCase() ?? '']
      if (encoding !== undefined && encoding !== '' && encoding !== 'identity' && !format) {
        setProblem(`A browser cannot unpack ${encoding}.`)
        return
      }
      try {
        const response = await fetchBytes(`envelopes/${encodeURIComponent(id)}/raw`)
        if (!response.ok || response.body === null) throw new Error(`status ${response.status}`)
        const stream =
          format === undefined
            ? response.body
            : response.body.pipeThrough(new DecompressionStream(format))
        const buffer = await new Response(stream).arrayBuffer()
        if (isCurrent) setBytes(new Uint8Array(buffer))
      } catch (error) {
        if (isCurrent) setProblem(`It could not be read: ${String(error)}`)
      }
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [id, size, encoding])

  const download = async (): Promise<void> => {
    const response = await fetchBytes(`envelopes/${encodeURIComponent(id)}/raw`)
    const url = URL.createObjectURL(await response.blob())
    const link = document.createElement('a')
    link.href = url
    link.download = `${id}.bin`
    link.click()
    URL.revokeObjectURL(url)
  }
  return { bytes, problem, download: () => void download() }
}
