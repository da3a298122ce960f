import type { Store, Tx } from '../../db/store.ts'
import { rowsOf } from '../../shared/backup/archive.ts'
import type { EntityDraft } from '../audit/audit-draft.ts'
import { noteState } from './installation.ts'
import type { MadeBackup } from './make-backup.ts'

/** What the trail keeps of a backup: with the hash, a file shows later that it is the one. @source BK-01 */
export function madeDraft({ file, size, sha256, encryption, manifest }: MadeBackup): EntityDraft {
  const after = {
    ...{ file, size, sha256, encryption, state: manifest.madeAt },
    ...{ studies: rowsOf(manifest, 'study'), subjects: rowsOf(manifest, 'subject') },
    ...{ records: rowsOf(manifest, 'record'), entries: rowsOf(manifest, 'audit_entry') },
  }
  return { act: 'backup.make', entity: 'setting', entityId: 'backup', before: null, after }
}

/** Keeps it as the last backup, inside the unit of work whose entry says the same. */
export async function noteMade(
  store: Store,
  tx: Tx,
  at: string,
  { file, size, sha256, encryption }: MadeBackup,
): Promise<void> {
  await noteState(tx, store, at, { made: { at, file, size, sha256, encryption } })
}
