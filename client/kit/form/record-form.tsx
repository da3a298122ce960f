import type { ReactNode } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { formResolver } from './form-resolver.ts'
import { useShortcuts } from '../keys.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { ConflictPanel } from './conflict-panel.tsx'
import { FindingsContext } from './findings.ts'
import { useFormKeys } from './form-keys.ts'
import { FormBody } from './form-body.tsx'
import { toInput, toValues, type FormInput } from './form-input.ts'
import { FormSurroundingsContext, type LesionChoice } from './form-surroundings.ts'
import css from './form.module.css'
import { LeaveGuard } from './leave-guard.tsx'
import { SaveBar } from './save-bar.tsx'
import type { RecordPlace } from './save-record.ts'
import { useSaving, type RecordFormState } from './saving.ts'
import { useLiveFindings } from './live-findings.ts'
import { useTypingPlace } from './typing-place.ts'

export interface RecordFormProps {
  readonly form: FormDefinition
  readonly place: RecordPlace
  /** The record to change; null: a new one. */
  readonly record: RecordView | null
  /** What a new form begins with. */
  readonly prefilled?: FormValues
  readonly readOnly: boolean
  readonly visitDate: string | null
  readonly anchorDate: string | null
  readonly lesions: readonly LesionChoice[]
  readonly onSaved?: (record: RecordView) => void
  /** Goes on after Ctrl+Enter has saved. */
  readonly onNext?: () => void
  /** Drawn in place of the plain list of items, for forms with a screen of their own. */
  readonly children?: ReactNode
  /** Beside the save button: history, removal. */
  readonly aside?: ReactNode
}

/** A filled form on screen: drawn from its definition, checked while typing, saved in place. */
export function RecordForm(props: RecordFormProps): ReactNode {
  const { form, record } = props
  const methods: RecordFormState = useForm<FormInput, unknown, FormValues>({
    resolver: formResolver(form),
    defaultValues: toInput(form, record?.values ?? props.prefilled ?? null),
    mode: 'onTouched',
  })
  const { readOnly, visitDate, anchorDate, lesions } = props
  const surroundings = { form, readOnly, visitDate, anchorDate, lesions }
  return (
    <FormProvider {...methods}>
      <FormSurroundingsContext value={surroundings}>
        <SavableForm {...props} methods={methods} />
      </FormSurroundingsContext>
    </FormProvider>
  )
}

function SavableForm(props: RecordFormProps & { readonly methods: RecordFormState }): ReactNode {
  const { form, methods } = props
  const saving = useSaving(props)
  const findings = useLiveFindings(form, saving.current !== null)
  const { isDirty } = methods.formState
  const dirty = isDirty && !props.readOnly
  const keys = useFormKeys(methods, useTypingPlace(saving.savedAt, saving.reasonId))
  const submit = (): void => {
    void saving.submit()
  }
  const { onNext } = props
  const submitAndGoOn = (): void => {
    void (dirty ? saving.submit() : Promise.resolve(true)).then((done) => {
      if (done) setTimeout(() => onNext?.())
    })
  }
  useShortcuts(props.readOnly ? {} : { 'ctrl+s': submit, 'ctrl+enter': submitAndGoOn })
  return (
    <FindingsContext value={findings}>
      <form
        className={css['form']}
        {...keys}
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {props.children ?? <FormBody form={form} />}
        <ProblemNotice error={saving.shownError} />
        {saving.conflict !== null && (
          <ConflictPanel
            form={form}
            stored={saving.conflict}
            mine={toValues(methods.getValues())}
            onTake={saving.take}
            onContinue={saving.continueOnStored}
          />
        )}
        {!props.readOnly && (
          <SaveBar
            dirty={dirty}
            saving={saving.pending}
            amending={saving.current !== null}
            reason={saving.reason}
            onReason={saving.setReason}
            reasonMissing={saving.reasonMissing}
            reasonId={saving.reasonId}
            savedAt={saving.savedAt}
            faults={countFaults(methods)}
            aside={props.aside}
          />
        )}
        {props.readOnly && <div className={css['bar']}>{props.aside}</div>}
        <LeaveGuard dirty={dirty} />
      </form>
    </FindingsContext>
  )
}

function countFaults({ formState }: RecordFormState): number {
  const { items, rows } = formState.errors
  const ofRow = (row: unknown): number =>
    typeof row === 'object' && row !== null ? Object.keys(row).length : 0
  const list: readonly unknown[] = Array.isArray(rows) ? rows : []
  return ofRow(items) + list.reduce<number>((sum, row) => sum + ofRow(row), 0)
}
