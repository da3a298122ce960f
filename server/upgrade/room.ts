import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Original } from '../../db/original.ts'
import { isDiskFull } from '../http/disk-full.ts'
import { UpgradeRefusedError } from './refused.ts'

type Doing = 'rehearsal' | 'upgrade'

/** What whoever runs it does about a disk without room. */
const MAKE_ROOM: Readonly<Record<Doing, string>> = {
  rehearsal: 'Make room, or name another folder with TMPDIR.',
  upgrade: 'Make room there, and try again.',
}

/** Refuses work for which a disk has no room, before anything is written. */
export async function refuseSmallDisk(of: {
  readonly folder: string
  readonly bytes: number
  readonly doing: Doing
}): Promise<void> {
  const { folder, bytes, doing } = of
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  throw new UpgradeRefusedError(
    `The ${doing} needs ${megabytes(bytes)} in ${folder}, and ${megabytes(free)} are free. ${MAKE_ROOM[doing]} Nothing was changed.`,
  )
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`
}

const CLOSED: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY'])

/** A fault of the disk as a refusal that says where and what to do; anything else as it is. */
export function onDisk(
  error: unknown,
  { original, doing }: { readonly original: Original; readonly doing: Doing },
): unknown {
  const isCopy = doing === 'rehearsal' && original.copyIs === 'in-folder'
  const place = isCopy ? tmpdir() : placeOf(original)
  if (isDiskFull(error)) {
    const room = isCopy ? MAKE_ROOM.rehearsal : MAKE_ROOM.upgrade
    return new UpgradeRefusedError(
      `The disk of ${place} became full during the ${doing}, which was undone. ${room} Nothing was changed.`,
      { cause: error },
    )
  }
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : null)
  if (!CLOSED.has(code)) return error
  const at = error instanceof Error && 'path' in error ? String(error.path) : place
  return new UpgradeRefusedError(
    `${at} cannot be written to (${String(code)}): the ${doing} runs as the account that owns it. Nothing was changed.`,
    { cause: error },
  )
}

function placeOf({ engine, place }: Original): string {
  return engine === 'sqlite' ? path.dirname(place) : place
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null
}
