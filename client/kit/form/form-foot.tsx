import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
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
  /** It was saved before: a change needs its reason. */
  readonly amending: boolean
  /** When it was last saved here; null: not since it was opened. */
  readonly savedAt: string | null
  readonly dirty: boolean
  /** False while the form is only read, or a draft waits for a decision. */
  readonly savable: boolean
  readonly readOnly: boolean
  readonly draft: ReactNode
  readonly aside?: ReactNode
}

/** What stands below the questions: a refusal, a conflict, what is missing, and the save bar. */
export function FormFoot(props: FormFootProps): ReactNode {
  const { form, methods, saving, amending, savedAt, dirty, savable, aside } = props
  return (
    <>
      <Refusal form={form} methods={methods} saving={saving} />
      {savable && (
        <SaveBar
          dirty={dirty}
          amending={amending}
          savedAt={savedAt}
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

interface RefusalProps {
  readonly form: FormDefinition
  readonly methods: RecordFormState
  readonly saving: Saving
}

/** Why the last save was refused: a colleague's save, or anything else. */
function Refusal({ saving, ...props }: RefusalProps): ReactNode {
  const { conflict } = saving
  if (conflict === null) return <ProblemNotice error={saving.shownError} />
  return <Conflict key={conflict.version} {...props} saving={saving} stored={conflict} />
}

/** Follows what is typed while the conflict stands: nothing of it is decided unseen. */
function Conflict(props: RefusalProps & { readonly stored: RecordView }): ReactNode {
  const { form, methods, saving, stored } = props
  const { control } = methods
  const [items, rows] = useWatch({ control, name: ['items', 'rows'] })
  return (
    <ConflictPanel
      form={form}
      stored={stored}
      mine={toValues({ items, rows })}
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
