/** The worker's own file: source beside source, and in a bundle a chunk beside this one. */
export const workerFile: URL = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './store-worker.js',
  import.meta.url,
)
