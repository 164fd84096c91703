import { spawn } from 'node:child_process'
import type { ProjectFolder } from './project-folder.ts'
import type { SidecarAddress } from './running-sidecar.ts'

const PATIENCE = 15_000

/**
 * Starts a sidecar as a process of its own, or finds who is first: it outlives this one while
 * somebody else is connected, and ends when nobody is.
 */
export function startSidecarProcess({ root, data }: ProjectFolder): Promise<SidecarAddress> {
  const command = process.argv[1]
  if (command === undefined) return Promise.reject(new Error('This program has no file.'))
  const parameters = ['serve', '--json', '--until-idle', '--root', root, '--data', data]
  const child = spawn(process.execPath, [...process.execArgv, command, ...parameters], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  return new Promise((resolve, reject) => {
    let output = ''
    let errors = ''
    const timer = setTimeout(() => fail('it did not say where it listens'), PATIENCE)
    const fail = (reason: string): void => {
      clearTimeout(timer)
      child.kill()
      reject(new Error(`No sidecar could be started: ${reason}`))
    }
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-2000)
    })
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const end = output.indexOf('\n')
      if (end === -1) return
      const address = readAddressLine(output.slice(0, end))
      if (address === undefined) {
        fail(output.slice(0, 200))
        return
      }
      clearTimeout(timer)
      // Nobody reads on: it must not be stopped by a full pipe, nor keep this process.
      child.stdout.destroy()
      child.stderr.destroy()
      child.unref()
      resolve(address)
    })
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(errors.trim() || `it ended with ${code}`))
  })
}

function readAddressLine(line: string): SidecarAddress | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('url' in value && 'token' in value)) {
      return undefined
    }
    const { url, token } = value
    return typeof url === 'string' && typeof token === 'string' ? { url, token } : undefined
  } catch {
    return undefined
  }
}
