/** What a browser sees at `/`, and where the panel was not built: where to go from here. */
export function toPage(panel: string | undefined): string {
  const link = panel === undefined ? '' : `<p><a href="${panel}">Open the panel</a></p>`
  return `<!doctype html>
<html>
<head><meta charset="utf-8"><title>Footlight</title><meta name="viewport" content="width=device-width">
<style>body{font:13px/1.5 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1em;color-scheme:light dark}</style></head>
<body><h1>Footlight</h1><p>This sidecar takes in what Sentry and OpenTelemetry SDKs send on this machine, and keeps it here.</p>
${link}<p>Open it with the link that <code>npx footlight</code> printed: it carries the token.</p></body>
</html>
`
}
