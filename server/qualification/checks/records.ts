import { eq } from 'drizzle-orm'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Bilingual } from '../../../shared/kernel/bilingual.ts'
import { verify } from '../../audit/verify.ts'
import { fact, required, type Check } from '../define.ts'

const REFUSED = { en: 'refused', zh: '已拒绝' }
const LET = { en: 'let through', zh: '未拒绝' }

/** A study of each protocol is stored, and the trail of it holds. */
export const records: Check = {
  key: 'records',
  part: 'operation',
  title: { en: 'Records and audit trail', zh: '记录与稽查轨迹' },
  about: {
    en: 'Made-up studies of every protocol are stored with their audit trail, which has no fault; the database refuses to change or delete an entry.',
    zh: '存储各方案的虚构研究及其稽查轨迹，轨迹无故障；数据库拒绝修改或删除稽查记录。',
  },
  async run({ store, study }) {
    for (const definition of builtInFamilies.protocols.all) await study(definition)
    const { entries, records: stored, faults } = await verify(store)
    const { auditEntry } = store.t
    const changed = store.write((tx) =>
      tx.update(auditEntry).set({ act: 'x' }).where(eq(auditEntry.seq, 1)),
    )
    const altered = await refusedBy(changed, 'update')
    const deleted = await refusedBy(
      store.write((tx) => tx.delete(auditEntry).where(eq(auditEntry.seq, 1))),
      'delete',
    )
    const after = await verify(store)
    return {
      lines: [
        fact({ en: 'Studies', zh: '研究' }, builtInFamilies.protocols.keys.join(', ')),
        fact({ en: 'Records', zh: '记录' }, stored),
        fact({ en: 'Entries of the trail', zh: '稽查记录' }, entries),
        required({ en: 'Faults', zh: '故障' }, faults.length, 0),
        required({ en: 'Changing an entry', zh: '修改稽查记录' }, altered, REFUSED),
        required({ en: 'Deleting an entry', zh: '删除稽查记录' }, deleted, REFUSED),
        required({ en: 'Faults afterwards', zh: '其后的故障' }, after.faults.length, 0),
      ],
    }
  },
}

/** Whether the database refused it in the words of its own rule; any other error is thrown on. */
async function refusedBy(work: Promise<unknown>, act: 'update' | 'delete'): Promise<Bilingual> {
  try {
    await work
    return LET
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    if (String(cause).includes(`audit_entry: ${act} is refused`)) return REFUSED
    throw error
  }
}
