import type { ReactNode } from 'react'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { ConflictPanel } from './conflict-panel.tsx'
import { toValues, type RecordFormState } from './form-input.ts'
import css from './form.module.css'
import { SaveBar } from './save-bar.tsx'
import type { Saving } from './saving.ts'
import { WhatIsMissing } from './what-is-missing.tsx'

interface FormFootProps {
  readonly form: FormDefinition
  readonly methods: RecordFormState
  readonly saving: Saving
  readonly dirty: boolean
  /** False while the form is only read, or a draft waits for a decision. */
  readonly savable: boolean
  readonly readOnly: boolean
  readonly draft: ReactNode
  readonly aside?: ReactNode
}

/** What stands below the questions: a refusal, a conflict, what is missing, and the save bar. */
export function FormFoot(props: FormFootProps): ReactNode {
  const { form, methods, saving, dirty, savable, aside } = props
  return (
    <>
      <Refusal form={form} methods={methods} saving={saving} />
      {savable && (
        <SaveBar
          dirty={dirty}
          saving={saving}
          faults={countFaults(methods)}
          aside={
            <>
              <WhatIsMissing form={form} />
              {aside}
            </>
          }
          draft={props.draft}
        />
      )}
      {props.readOnly && <div className={css['bar']}>{aside}</div>}
    </>
  )
}

/** Why the last save was refused: a colleague's save, or anything else. */
function Refusal({
  form,
  methods,
  saving,
}: Pick<FormFootProps, 'form' | 'methods' | 'saving'>): ReactNode {
  if (saving.conflict === null) return <ProblemNotice error={saving.shownError} />
  return (
    <ConflictPanel
      key={saving.conflict.version}
      form={form}
      stored={saving.conflict}
      mine={toValues(methods.getValues())}
      basis={saving.begunWith}
      onDecided={saving.decide}
    />
  )
}

function countFaults({ formState }: RecordFormState): number {
  const { items, rows } = formState.errors
  const ofRow = (row: unknown): number =>
    typeof row === 'object' && row !== null ? Object.keys(row).length : 0
  const list: readonly unknown[] = Array.isArray(rows) ? rows : []
  return ofRow(items) + list.reduce<number>((sum, row) => sum + ofRow(row), 0)
}
