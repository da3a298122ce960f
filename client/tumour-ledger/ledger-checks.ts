import { useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo } from 'react'
import type { Confirmation } from '../../shared/api/routes/subjects.ts'
import type { CheckRecord, FiredCheck } from '../../shared/checks/define.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { useConfirmations, type Confirming } from '../kit/edit-checks/confirmations.ts'
import { inTheirPlace } from '../kit/edit-checks/in-their-place.ts'
import { engineQuery } from '../kit/edit-checks/fired-checks.ts'
import { mayFill, type SubjectScreen } from '../kit/subject-data.ts'
import { todayAt } from '../kit/today.ts'
import type { Ledger } from './ledger.ts'

/** A check that fires on the ledger as it stands in the boxes, and the lesion it speaks of. */
export interface LedgerFinding {
  readonly fired: FiredCheck
  /** Empty: it speaks of the assessment. */
  readonly lesion: string
}

export interface LedgerChecks {
  readonly findings: readonly LedgerFinding[]
  readonly confirming: Confirming
  /** Confirmations that go with the save of a visit. */
  readonly waitingAt: (visit: string) => readonly Confirmation[]
  readonly forget: () => void
}

interface Checked {
  readonly screen: SubjectScreen
  readonly form: FormDefinition | null
  readonly ledger: Ledger | null
}

const LESIONS = 'lesions'

/** The checks of the subject over the ledger, unsaved typing included, and what is said of them. */
export function useLedgerChecks({ screen, form, ledger }: Checked): LedgerChecks {
  const { data: engine } = useQuery(engineQuery)
  // The typed sign is drawn first, then what the checks say of it.
  const typed = useDeferredValue(ledger)
  const { checked, study, subject, locks, mayWrite, mayReview } = screen
  const findings = useMemo(() => {
    if (engine === undefined || form === null || typed === null) return []
    const records = ledgerRecords(checked.records, form, typed)
    const { subjid, laboratories } = checked
    const today = parseDay(todayAt(checked.timeZone))
    const asked = { subjid, records, today, laboratories }
    const fired = engine.evaluateChecks(checked.definition, asked, engine.builtInFamilies)
    return fired
      .filter(({ place }) => place.form === form.key || place.form === LESIONS)
      .map((one) => ({ fired: one, lesion: lesionOf(one, records) }))
  }, [engine, checked, form, typed])
  const isEdited = useCallback(
    ({ place }: FiredCheck) =>
      place.form === form?.key &&
      ledger?.columns.some(({ visit, unsaved }) => unsaved && visit === place.visit) === true,
    [form, ledger],
  )
  const isOpen = useCallback(
    ({ place }: FiredCheck) => {
      const { forms } = checked.definition
      const of = forms.find(({ key }) => key === place.form)
      return of !== undefined && mayFill({ locks, mayWrite, mayReview }, of, place.visit)
    },
    [checked, locks, mayWrite, mayReview],
  )
  const { confirming, waiting, forget } = useConfirmations({
    known: true,
    study: study.id,
    subjid: subject.subjid,
    isDirty: isEdited,
    isSavable: isEdited,
    isOpen,
  })
  const waitingAt = (visit: string): readonly Confirmation[] =>
    waiting.filter((one) => one.visit === visit).map(({ said }) => said)
  return { findings, confirming, waitingAt, forget }
}

/** The subject's records with the assessments as they stand in the boxes. */
export function ledgerRecords(
  records: readonly CheckRecord[],
  form: FormDefinition,
  ledger: Ledger,
): readonly CheckRecord[] {
  const assessments = ledger.columns.flatMap((column): readonly CheckRecord[] => {
    const { visit, record, values } = column
    if (record === null && values.rows.length === 0) return []
    return [{ id: record?.id ?? null, form: form.key, visit, rowKey: record?.rowKey ?? '', values }]
  })
  return inTheirPlace(records, assessments)
}

function lesionOf({ recordId, place }: FiredCheck, records: readonly CheckRecord[]): string {
  const record = records.find(
    ({ id, form, visit }) => id === recordId && form === place.form && visit === place.visit,
  )
  if (place.form === LESIONS) return record?.values.items['TULNKID'] ?? ''
  const row = /^\/rows\/(\d+)/.exec(place.pointer)?.[1]
  return row === undefined ? '' : (record?.values.rows[Number(row)]?.['TRLNKID'] ?? '')
}
