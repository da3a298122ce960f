import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { fileLayouts, SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { toFilledForms, type ImportedForm } from '../../shared/trial/to-records.ts'
import { rowsOf, type TrialSubject } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { recordDraft, type AuditDraft } from '../audit/audit-draft.ts'
import { fireImported } from '../checks/service.ts'
import { firstVersion, isReviewForm } from '../entry/service.ts'
import { importedDerivations } from '../reviews/service.ts'
import { tellImported } from '../safety/service.ts'
import { subjectState } from '../../shared/trial/subject-state.ts'

export interface ImportSite {
  readonly id: string
  readonly timeZone: string
}

/** Where subjects go: a study, the definition version it pins, and its sites by code. */
export interface ImportTarget {
  /** Whose import it is: what fires is noted as found at this one's change. */
  readonly actor: Actor
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly definitionVersion: number
  readonly sites: ReadonlyMap<string, ImportSite>
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
  /** How notices of serious events are given; null: none is, of what happened long ago. */
  readonly notices: { readonly sendsMail: boolean } | null
  /** Server time of the whole import. */
  readonly at: string
}

export interface ImportCount {
  readonly subjects: number
  readonly records: number
  readonly rows: number
  /** Edit checks that fired, and how many of them were asked as queries. */
  readonly firings: number
  readonly queries: number
  /** Notices of serious events given to people, and events of which nobody could be told. */
  readonly notices: number
  readonly untold: number
}

const NOTHING_YET = {
  subjects: 0,
  records: 0,
  rows: 0,
  firings: 0,
  queries: 0,
  notices: 0,
  untold: 0,
}

/** Writes checked subjects with their records and what the edit checks find in them, and says what the audit trail must hold of it. */
export class SubjectImport {
  private readonly store: Store
  private readonly target: ImportTarget
  private readonly forms: ReadonlyMap<string, FormDefinition>
  private readonly layouts: ReturnType<typeof fileLayouts>
  private readonly counted = { ...NOTHING_YET }

  constructor(store: Store, target: ImportTarget) {
    this.store = store
    this.target = target
    this.forms = new Map(target.definition.forms.map((form) => [form.key, form]))
    this.layouts = fileLayouts(target.definition)
  }

  get count(): ImportCount {
    return { ...this.counted }
  }

  async write(tx: Tx, subjects: readonly TrialSubject[]): Promise<AuditDraft[]> {
    const made = subjects.map((subject) => this.rowsFor(subject))
    await tx.insert(this.store.t.subject).values(made.map(({ subject }) => subject))
    await tx.hot.insertRecords(made.flatMap(({ records }) => records))
    const { firings, queries, audit } = await fireImported(
      { store: this.store, tx, ...this.target },
      made.map(({ subject, timeZone, checked }) => ({
        subject: { ...subject, timeZone },
        records: checked,
      })),
    )
    this.counted.firings += firings
    this.counted.queries += queries
    const told = await this.tell(tx, made)
    return [...made.flatMap((one) => one.audit), ...told, ...audit]
  }

  private async tell(
    tx: Tx,
    made: readonly ReturnType<SubjectImport['rowsFor']>[],
  ): Promise<readonly AuditDraft[]> {
    if (this.target.notices === null) return []
    const records = made.flatMap(({ subject, checked }) =>
      checked.map((record) => ({ subject, record, items: record.values.items })),
    )
    const parts = { store: this.store, ...this.target.notices }
    const { audit, notices, untold } = await tellImported(parts, tx, { ...this.target, records })
    this.counted.notices += notices
    this.counted.untold += untold
    return audit
  }

  private rowsFor(subject: TrialSubject) {
    const site = this.siteOf(subject)
    const row = this.subjectRow(subject, site.id)
    const derivationOf = importedDerivations(subject, this.target.definition, this.target.families)
    const made = toFilledForms(subject, this.layouts).map((filled) => ({
      filled,
      record: this.recordRow(row.id, filled, derivationOf),
    }))
    const records = made.map(({ record }) => record)
    this.counted.subjects += 1
    this.counted.records += records.length
    for (const rows of Object.values(subject.files)) this.counted.rows += rows.length
    const audit: AuditDraft[] = [
      {
        act: 'subject.import',
        entity: 'subject',
        entityId: row.id,
        subjectId: row.id,
        siteId: row.siteId,
        before: null,
        after: { subjid: row.subjid, cohort: row.cohort, state: row.state },
      },
      ...records.map((after) =>
        recordDraft({ act: 'record.import', before: null, after, siteId: row.siteId }),
      ),
    ]
    const checked = made.map(({ record: { id }, filled: { form, visit, rowKey, values } }) => ({
      id,
      form,
      visit,
      rowKey,
      values,
    }))
    return { subject: row, timeZone: site.timeZone, records, checked, audit }
  }

  private siteOf(subject: TrialSubject): ImportSite {
    const site = this.target.sites.get(rowsOf(subject, SUBJECT_FORM)[0]?.['SITEID'] ?? '')
    if (site === undefined) throw new Error(`Subject ${subject.subjid} is of no known site.`)
    return site
  }

  private subjectRow(subject: TrialSubject, siteId: string) {
    const values = rowsOf(subject, SUBJECT_FORM)[0] ?? {}
    const cohort = values['COHORT'] ?? ''
    return {
      id: this.store.newId(),
      studyId: this.target.studyId,
      siteId,
      subjid: subject.subjid,
      cohort: cohort === '' ? null : cohort,
      state: subjectState(subject),
      revision: 0,
      version: 1,
      createdAt: this.target.at,
    }
  }

  private recordRow(
    subjectId: string,
    filled: ImportedForm,
    derivationOf: ReturnType<typeof importedDerivations>,
  ): RecordRow {
    const form = this.forms.get(filled.form)
    if (form === undefined) throw new Error(`The definition has no form ${filled.form}.`)
    const { visit, rowKey, values } = filled
    const { studyId, definitionVersion } = this.target
    return firstVersion({
      ...{ id: this.store.newId(), studyId, subjectId, form, visit, rowKey, values },
      ...{ definitionVersion, derivation: isReviewForm(form) ? derivationOf(visit, rowKey) : null },
    })
  }
}
