import type { LockView } from '../api/routes/locks.ts'
import type { ExportedFile } from '../exports/define.ts'
import { csvField } from '../trial/write-csv.ts'
import { lockPlace, unlockingsOf } from './unlockings.ts'

/** No `.csv`: an import takes every such file for a form's. */
const NAME = 'unlocked.txt'

const HEADS = [
  ...['LEVEL', 'PLACE', 'LOCKED_AT', 'LOCKED_BY', 'UNLOCKED_AT', 'UNLOCKED_BY', 'REASON'],
  ...['LOCKED_AGAIN_AT', 'LOCKED_AGAIN_BY'],
]

/**
 * The file of an export that names each release of a lock, comma-separated, times in UTC; null where
 * no lock was released. @source LK-03
 */
export function unlockedFile(locks: readonly LockView[]): ExportedFile | null {
  const unlockings = unlockingsOf(locks)
  if (unlockings.length === 0) return null
  const lines = unlockings.map(({ lock, again }) =>
    [
      ...[lock.level, lockPlace(lock), lock.setAt, lock.setBy, lock.releasedAt],
      ...[lock.releasedBy ?? '', lock.releaseReason ?? '', again?.setAt ?? '', again?.setBy ?? ''],
    ]
      .map(csvField)
      .join(','),
  )
  return {
    name: NAME,
    rows: lines.length,
    text: [HEADS.join(','), ...lines].join('\n') + '\n',
    mediaType: 'text/plain; charset=utf-8',
  }
}
