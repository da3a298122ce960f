import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A disk of its own for one test, in memory; null where none can be mounted, which is for root alone. */
export function smallDisk(size: string): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'small-disk-'))
  const args = ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]
  const isMounted = spawnSync('mount', args).status === 0
  onTestFinished(() => {
    if (isMounted) spawnSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return isMounted ? folder : null
}

/** Takes all the room that a disk has, to the last kilobytes; gives the file that does. */
export function fillDisk(folder: string): string {
  const file = path.join(folder, 'ballast')
  const descriptor = openSync(file, 'w')
  for (const size of [1 << 20, 1 << 12]) while (hasRoom(descriptor, size)) continue
  closeSync(descriptor)
  return file
}

function hasRoom(descriptor: number, size: number): boolean {
  try {
    return writeSync(descriptor, Buffer.alloc(size, 1)) === size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}
