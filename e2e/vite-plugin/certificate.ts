import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Makes `key.pem` and `cert.pem` in a folder: a certificate for localhost that nobody vouches for. */
export function makeCertificate(folder: string): void {
  execFileSync(
    'openssl',
    [
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
    ].flat(),
    { stdio: 'ignore' },
  )
}
