import { createSidecar, defaultPort } from 'sidecar'
import type { SidecarOutcome } from 'sidecar'
import { workerFile } from 'store'
import packageJson from '../../package.json' with { type: 'json' }
import type { ProjectFolder } from './project-folder.ts'

/** A sidecar in this process. A file of its own: only commands that need one load all of it. */
export function openOwnSidecar(
  { root, data }: ProjectFolder,
  isListening: boolean,
): Promise<SidecarOutcome> {
  return createSidecar({
    version: packageJson.version,
    root,
    data,
    port: isListening ? defaultPort : 0,
    hasOtlpPorts: isListening,
    storeWorker: workerFile,
  })
}
