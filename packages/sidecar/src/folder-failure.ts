/** Why a data folder cannot be used, by what the system says. */
const reasons: Readonly<Record<string, string>> = {
  EROFS: 'its file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOSPC: 'its disk is full',
  EDQUOT: "this user's share of the disk is full",
  EEXIST: 'it is a file',
  ENOTDIR: 'it lies in a file',
  ENOENT: 'it cannot be made',
}

/** What the person is told instead of `EROFS: …, open '…/token.5e1f'`; other errors stay as they are. */
export function toFolderFailure(error: unknown, folder: string): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  const code = String(error.code)
  // A port that is taken is no matter of the folder.
  if (!Object.hasOwn(reasons, code) || ('syscall' in error && error.syscall === 'listen'))
    return error
  const text = `Nothing can be kept in ${folder}: ${reasons[code] ?? code} (${code}).`
  return new Error(`${text} Make it writable, or choose another folder with --data.`, {
    cause: error,
  })
}
