import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'

/** A file as it is, to the byte: what is not UTF-8 could not be given back. */
export type ExactText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'missing' }
  | { readonly type: 'unreadable'; readonly reason: string }

/** A config that somebody writes is far smaller, and what reads it looks at it many times. */
const MOST_BYTES = 256 << 10

export function readExactText(root: string, file: string): ExactText {
  const path = join(root, file)
  if (!existsSync(path)) return { type: 'missing' }
  try {
    if (toOwnPath(root, file) === undefined) return unreadable('it leads out of the project')
    const facts = statSync(path)
    if (!facts.isFile()) return unreadable('it is no file')
    if (facts.size > MOST_BYTES) return unreadable('it is larger than 256 KB')
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { type: 'text', text: decoder.decode(readFileSync(path)) }
  } catch (error) {
    return unreadable(
      error instanceof TypeError ? 'it is not UTF-8' : 'it cannot be read by this account',
    )
  }
}

function unreadable(reason: string): ExactText {
  return { type: 'unreadable', reason }
}

/**
 * Sets what a file holds, whole or not at all: beside it first, then in its place. A link stays one, and
 * is followed within the project only. Throws what the system says.
 */
export function replaceFile(root: string, file: string, text: string): void {
  const path = toOwnPath(root, file)
  if (path === undefined) throw new Error(`${file} leads out of the project.`)
  mkdirSync(dirname(path), { recursive: true })
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    if (existsSync(path)) chmodSync(beside, statSync(path).mode & 0o7777)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Removes a file; of a link, the link. */
export function removeFile(root: string, file: string): void {
  const path = toOwnPath(root, file)
  if (path === undefined) throw new Error(`${file} leads out of the project.`)
  rmSync(join(root, file), { force: true })
}

/** Removes a folder of the project where nothing is in it. */
export function removeEmptyFolder(root: string, folder: string): void {
  try {
    if (toOwnPath(root, folder) !== undefined) rmdirSync(join(root, folder))
  } catch {
    // Something else is in it by now.
  }
}

/** Where it really is, or would be; `undefined` where that is not in the project. */
function toOwnPath(root: string, file: string): string | undefined {
  const path = join(root, file)
  let there = path
  while (!existsSync(there)) there = dirname(there)
  const real = join(realpathSync(there), relative(there, path))
  const inside = relative(realpathSync(root), real)
  const isInside = inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
  return isInside ? real : undefined
}
