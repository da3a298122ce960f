import { existsSync } from 'node:fs'
import { link, rename, unlink } from 'node:fs/promises'

/**
 * Gives a file or folder its name on the same disk, and replaces nothing. False where something has the
 * name already: nothing was changed.
 */
export async function giveName(
  from: string,
  to: string,
  kind: 'file' | 'folder',
): Promise<boolean> {
  if (existsSync(to)) return false
  if (kind === 'folder') {
    await rename(from, to)
    return true
  }
  try {
    await link(from, to)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EEXIST') return false
    // Some network disks have no second names: nothing was there a moment ago.
    if (!WITHOUT_LINKS.has(code)) throw error
    await rename(from, to)
    return true
  }
  await unlink(from)
  return true
}

const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])
