import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'

/**
 * The audit trail: one gapless hash chain per study and one (`system`) for the installation.
 * Triggers refuse UPDATE and DELETE. No foreign keys: the trail stands alone. Who acted is copied
 * as it was then; `siteId` is the site of what was changed, `actorSiteId` that of the actor.
 * `before` and `after` are canonical JSON text; `enteredAt` is when the first of it was typed, by the server's clock.
 */
export const auditTables = tableGroup((k: Kit) => {
  const auditEntry = k.table(
    'audit_entry',
    {
      id: k.text('id').notNull(),
      chain: k.text('chain').notNull(),
      seq: k.int('seq').notNull(),
      at: k.text('at').notNull(),
      actorKind: k.text('actor_kind').$type<'person' | 'system'>().notNull(),
      accountId: k.text('account_id'),
      username: k.text('username').notNull(),
      role: k.text('role').notNull(),
      actorSiteId: k.text('actor_site_id'),
      sourceAddress: k.text('source_address'),
      programVersion: k.text('program_version').notNull(),
      act: k.text('act').notNull(),
      entity: k.text('entity').notNull(),
      entityId: k.text('entity_id').notNull(),
      subjectId: k.text('subject_id'),
      siteId: k.text('site_id'),
      visit: k.text('visit'),
      form: k.text('form'),
      rowKey: k.text('row_key'),
      before: k.text('before'),
      after: k.text('after'),
      reason: k.text('reason'),
      enteredAt: k.text('entered_at'),
      previousHash: k.text('previous_hash').notNull(),
      hash: k.text('hash').notNull(),
    },
    (t) => [
      k.primaryKey([t.chain, t.seq]),
      k.index('audit_entry_by_entity').on(t.entityId, t.entity, t.seq),
      k
        .index('audit_entry_by_subject')
        .on(t.subjectId, t.seq)
        .where(sql`${t.subjectId} is not null`),
      k
        .index('audit_entry_redactions')
        .on(t.chain, t.seq)
        .where(sql`${t.act} = 'audit.redact'`),
      // So an id needs no index of its own: it says where the entry stands.
      k.check('audit_entry_id_is_place', sql`${t.id} = ${t.chain} || '.' || ${t.seq}`),
      k.check('audit_entry_seq_from_1', sql`${t.seq} >= 1`),
      k.check('audit_entry_hash_is_sha256', sql`length(${t.hash}) = 64`),
      k.check('audit_entry_actor_kind_known', sql`${t.actorKind} in ('person', 'system')`),
      k.check(
        'audit_entry_person_has_account',
        sql`${t.actorKind} = 'system' or ${t.accountId} is not null`,
      ),
    ],
  )
  return { auditEntry, chainHead: chainHeadTable(k) }
})

function chainHeadTable(k: Kit) {
  return k.table(
    'chain_head',
    {
      chain: k.text('chain').primaryKey(),
      seq: k.int('seq').notNull(),
      hash: k.text('hash').notNull(),
      at: k.text('at').notNull(),
    },
    (t) => [k.check('chain_head_seq_from_0', sql`${t.seq} >= 0`)],
  )
}
