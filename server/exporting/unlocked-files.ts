import type { Store } from '../../db/store.ts'
import type { ExportedFile } from '../../shared/exports/define.ts'
import type { Twin } from '../../shared/exports/deidentify.ts'
import { coveredLocks, locksAsOf, unlockedFile } from '../../shared/locks/unlocked-file.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listLocks } from '../locks/service.ts'

interface Releases {
  readonly studyId: string
  readonly sites: SiteFilter
  /** Of a snapshot: what happened after this moment (ISO 8601, UTC) is none of it; null: the present. */
  readonly asOf: string | null
  /** Of a de-identified copy: the codes in place of subjects and sites. */
  readonly covered?: Twin
}

/** A file that names each release of a lock at some sites; none where no lock was released. */
export async function unlockedFiles(
  store: Store,
  { studyId, sites, asOf, covered }: Releases,
): Promise<readonly ExportedFile[]> {
  const locks = locksAsOf(await listLocks(store, { studyId, sites }), asOf)
  const file =
    covered === undefined
      ? unlockedFile(locks)
      : unlockedFile(coveredLocks(locks, covered), { times: false })
  return file === null ? [] : [file]
}
