/** The thread's own file: source beside source, and in a bundle a chunk beside this one. */
export const sourcesWorkerFile: URL = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './sources-worker.js',
  import.meta.url,
)
