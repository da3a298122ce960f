import type { Store } from '../../db/store.ts'
import type { ExportedFile } from '../../shared/exports/define.ts'
import type { Twin } from '../../shared/exports/deidentify.ts'
import { coveredLocks, unlockedFile } from '../../shared/locks/unlocked-file.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listLocksAsOf } from '../locks/service.ts'

interface Releases {
  readonly studyId: string
  readonly sites: SiteFilter
  /** The last entry of the trail that counts. */
  readonly seq: number
  /** Of a de-identified copy: the codes in place of subjects and sites. */
  readonly covered?: Twin
}

/** A file that names each release of a lock at some sites; none where no lock was released. */
export async function unlockedFiles(
  store: Store,
  { covered, ...of }: Releases,
): Promise<readonly ExportedFile[]> {
  const locks = await listLocksAsOf(store, of)
  const file =
    covered === undefined
      ? unlockedFile(locks)
      : unlockedFile(coveredLocks(locks, covered), { times: false })
  return file === null ? [] : [file]
}
