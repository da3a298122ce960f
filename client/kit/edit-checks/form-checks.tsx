import { useCallback, useState, type ReactNode } from 'react'
import type { Confirmation, RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import {
  FindingsContext,
  sameFindings,
  UpToDateContext,
  type FindingsByPointer,
} from '../form/findings.ts'
import { useLiveFindings } from '../form/live-findings.ts'
import type { RecordPlace } from '../form/save-record.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { ConfirmingContext, useConfirmations, type Confirming } from './confirmations.ts'
import { useFiredChecks, type CheckedSubject, type FiredNow } from './fired-checks.ts'

interface CheckedForm {
  readonly form: FormDefinition
  readonly place: RecordPlace
  readonly record: RecordView | null
  readonly readOnly: boolean
  readonly checked?: CheckedSubject
}

export interface FormChecks extends FiredNow {
  readonly confirming: Confirming
  /** Confirmations that go with the next save. */
  readonly waiting: readonly Confirmation[]
  /** The save took these of them. */
  readonly forget: (saved: readonly Confirmation[]) => void
}

/** The checks of a form as it stands in its boxes, and what the person says of them. */
export function useFormChecks(of: CheckedForm, dirty: boolean): FormChecks {
  const { form, place, record, readOnly, checked } = of
  const { study, subjid, visit } = place
  const known = checked !== undefined
  const open = !readOnly && known
  const isDirty = useCallback(() => dirty, [dirty])
  const isOpen = useCallback(() => open, [open])
  const wish = { study, subjid, isDirty, isSavable: always, known, isOpen }
  const confirmations = useConfirmations(wish)
  return {
    ...useFiredChecks({ form, visit, record, checked: checked ?? null }),
    ...confirmations,
    waiting: confirmations.waiting.map(({ said }) => said),
  }
}

/** A form can be saved for its confirmations alone. */
function always(): boolean {
  return true
}

/** The former findings while they say the same: nobody who shows them has to be drawn anew. */
function useSteadyFindings(found: FindingsByPointer): FindingsByPointer {
  const [former, keep] = useState(found)
  const isNew = former !== found && !sameFindings(former, found)
  if (isNew) keep(found)
  return isNew ? found : former
}

interface WithChecksProps {
  readonly form: FormDefinition
  readonly checks: FormChecks
  readonly savedBefore: boolean
  readonly children: ReactNode
}

/** Gives the boxes inside their findings, and the way to confirm them. */
export function WithChecks({ form, checks, savedBefore, children }: WithChecksProps): ReactNode {
  const { fired, upToDate, confirming } = checks
  return (
    <FindingsContext value={useSteadyFindings(useLiveFindings(form, savedBefore, fired))}>
      <ConfirmingContext value={confirming}>
        <UpToDateContext value={upToDate}>{children}</UpToDateContext>
        <ProblemNotice error={confirming.error} />
      </ConfirmingContext>
    </FindingsContext>
  )
}
