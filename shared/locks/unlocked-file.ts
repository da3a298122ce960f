import type { LockView } from '../api/routes/locks.ts'
import type { ExportedFile } from '../exports/define.ts'
import type { Twin } from '../exports/deidentify.ts'
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
 * no lock was released. A de-identified copy tells no times: they would stand beside dates that are
 * moved. @source LK-03
 */
export function unlockedFile(
  locks: readonly LockView[],
  { times = true }: { readonly times?: boolean } = {},
): ExportedFile | null {
  const unlockings = unlockingsOf(locks)
  if (unlockings.length === 0) return null
  const at = (time: string | undefined): string => (times ? (time ?? '') : '')
  const lines = unlockings.map(({ lock, again }) =>
    [
      ...[lock.level, lockPlace(lock), at(lock.setAt), lock.setBy, at(lock.releasedAt)],
      ...[lock.releasedBy ?? '', lock.releaseReason ?? '', at(again?.setAt), again?.setBy ?? ''],
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

/** Locks as people outside the study may read them: codes in place of subjects and sites, no names, no words. */
export function coveredLocks(
  locks: readonly LockView[],
  twin: Pick<Twin, 'key' | 'siteCode'>,
): readonly LockView[] {
  const codes = new Map(twin.key.map(({ subjid, code }) => [subjid, code]))
  return locks.map((lock) => ({
    ...lock,
    site: lock.site === null ? null : twin.siteCode(lock.site),
    subjid: lock.subjid === null ? null : (codes.get(lock.subjid) ?? ''),
    visit: lock.visit?.startsWith('UNS-') === true ? 'UNS' : lock.visit,
    ...{ setBy: '', releasedBy: lock.releasedBy === null ? null : '' },
    releaseReason: lock.releaseReason === null ? null : '',
  }))
}
