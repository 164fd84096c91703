import type { ProjectFacts } from '../setup/project-facts.ts'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

/** Versions of Vite that the plugin knows. */
const VITE_MAJORS = [5, 8] as const

/** What the project's own files say. */
export function checkProject(
  { vite, sdks, productionDsns, dependencies }: ProjectFacts,
  viteVersion: string | undefined,
): readonly HealthCheck[] {
  const checks: HealthCheck[] = []
  if (vite !== undefined) {
    checks.push(
      vite.hasPlugin
        ? toGood('vite', `${vite.file} has the plugin`)
        : toWarning(
            'vite',
            `${vite.file} has no plugin.`,
            "import { footlight } from 'footlight/vite', and plugins: [footlight()]",
          ),
    )
  }
  const major = Number(/^\d+/.exec(viteVersion ?? '')?.[0] ?? VITE_MAJORS[0])
  if (major < VITE_MAJORS[0] || major > VITE_MAJORS[1]) {
    checks.push(
      toWarning(
        'vite',
        `Vite ${viteVersion} is not one that the plugin knows (${VITE_MAJORS.join(' to ')}).`,
        `npm install --save-dev vite@${VITE_MAJORS[1]}`,
      ),
    )
  }
  if (sdks.length > 0) checks.push(toGood('sdk', `SDKs: ${sdks.join(', ')}`))
  else if (Object.keys(dependencies).length > 0) {
    checks.push(
      toGood('sdk', 'No SDK of Sentry or OpenTelemetry is installed: Footlight tells by itself'),
    )
  }
  for (const { file, name } of productionDsns) {
    checks.push(
      toWarning(
        'guard',
        `${name} in ${file} points to production: what development sends counts against its quota.`,
        'With the plugin, or `footlight run`, it is kept here instead.',
      ),
    )
  }
  return checks
}
