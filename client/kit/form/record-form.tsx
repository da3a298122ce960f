import { memo, useId, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import type { Schedule } from '../../../shared/protocol/define.ts'
import { formResolver } from './form-resolver.ts'
import { useShortcuts } from '../keys.ts'
import { DraftMark } from './draft-mark.tsx'
import { OfferedDraft } from './offered-draft.tsx'
import { WithQueries } from '../data-queries/with-queries.tsx'
import type { CheckedSubject } from '../edit-checks/fired-checks.ts'
import { useFormChecks, WithChecks } from '../edit-checks/form-checks.tsx'
import { useFormKeys } from './form-keys.ts'
import { FormBody } from './form-body.tsx'
import { FormFoot } from './form-foot.tsx'
import { toInput, type FormInput, type RecordFormState } from './form-input.ts'
import { useHookFormBoxes } from './boxes.ts'
import {
  FormSurroundingsContext,
  type FormSurroundings,
  type LesionChoice,
} from './form-surroundings.ts'
import css from './form.module.css'
import { HiddenValuesPanel } from './hidden-values.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { LeaveWhole } from './leave-whole.tsx'
import type { RecordPlace } from './save-record.ts'
import { useBasis } from './basis.ts'
import { useSaving } from './saving.ts'
import { useHiddenValues } from './use-hidden-values.ts'
import { useReasonsCleared } from './use-reasons-cleared.ts'
import { useTypingPlace } from './typing-place.ts'
import { isKept, useDraft } from './use-draft.ts'

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
  /** Of the visit's window and cycle beside dates; absent: none is shown. */
  readonly schedule?: Schedule
  /** For the lists of lesion items; absent: none. */
  readonly lesions?: readonly LesionChoice[]
  /** The subject around the form, for checks over several forms; absent: the form's own alone. */
  readonly checked?: CheckedSubject
  /** Saved, and seen wherever the record shows. */
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
  const surroundings = useFormSurroundings(props)
  const steady = useSteady(methods)
  return (
    <FormProvider {...steady}>
      <FormSurroundingsContext value={surroundings}>
        <QueriesBeside {...props}>
          <SavableForm {...props} methods={methods} />
        </QueriesBeside>
      </FormSurroundingsContext>
    </FormProvider>
  )
}

const NO_LESIONS: readonly LesionChoice[] = []

/** The same while one types, so that no box is drawn anew for another's sake. */
function useFormSurroundings(props: RecordFormProps): FormSurroundings {
  const { form, readOnly, visitDate, anchorDate, schedule, lesions = NO_LESIONS } = props
  const { visit, study, subjid } = props.place
  const timeZone = props.checked?.timeZone
  const record = props.record?.id
  return useMemo(() => {
    const planned = schedule === undefined ? undefined : { schedule, visit }
    const stored = record === undefined ? undefined : { study, subject: subjid, record }
    return { form, readOnly, visitDate, anchorDate, planned, lesions, timeZone, stored }
  }, [
    form,
    readOnly,
    visitDate,
    anchorDate,
    schedule,
    visit,
    lesions,
    timeZone,
    study,
    subjid,
    record,
  ])
}

/**
 * What the boxes share stays the same while one types and saves: of changes they hear by useWatch and
 * useFormState. Filling them with other values forgets every box, so all are drawn anew and register
 * again.
 */
function useSteady(methods: RecordFormState): RecordFormState {
  const { _fields: registered } = methods.control
  return useMemo(() => ({ ...methods, registered }), [methods, registered])
}

function QueriesBeside(props: RecordFormProps & { readonly children: ReactNode }): ReactNode {
  const { form, place, record, checked, children } = props
  if (checked === undefined) return children
  const { study, subjid } = place
  const of = { form, study, subjid, site: checked.site, record: record?.id ?? null }
  return <WithQueries {...of}>{children}</WithQueries>
}

function SavableForm(props: RecordFormProps & { readonly methods: RecordFormState }): ReactNode {
  const { form, methods } = props
  useReasonsCleared(methods)
  const [saved, onStored] = useState<RecordView | null>(null)
  const current = newest(saved, props.record)
  const basis = useBasis(form, props.record, methods)
  const boxes = useHookFormBoxes(form, methods)
  const draft = useDraft({ ...props, boxes, basis })
  const { isDirty } = methods.formState
  const checks = useFormChecks({ ...props, record: current }, isDirty)
  const saving = useSaving({ ...props, basis, typing: draft.typing, checks, onStored })
  const dirty = (isDirty || checks.waiting.length > 0) && !props.readOnly
  const savedAt = saved?.updatedAt ?? null
  const keys = useFormKeys(methods, useTypingPlace(savedAt, saving.reason.id))
  const hidden = useHiddenValues(form, current?.values ?? null)
  const hiddenId = useId()
  const save = (): Promise<boolean> => {
    if (hidden.found.length === 0) return saving.submit()
    document.getElementById(hiddenId)?.focus()
    return Promise.resolve(false)
  }
  const locked = props.readOnly || draft.offered !== null
  const part = useSaveKeys({ locked, dirty, save, onNext: props.onNext })
  return (
    <WithChecks form={form} checks={checks} savedBefore={current !== null}>
      <form
        ref={part}
        className={css['form']}
        {...keys}
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <OfferedDraft form={form} record={props.record} boxes={boxes} draft={draft} />
        <div inert={draft.offered !== null}>
          {props.children ?? <WholeForm form={form} readOnly={props.readOnly} />}
          <HiddenValuesPanel form={form} hidden={hidden} id={hiddenId} />
        </div>
        <FormFoot
          {...props}
          saving={saving}
          amending={current !== null}
          savedAt={savedAt}
          dirty={dirty}
          savable={!locked}
          draft={dirty ? <DraftMark state={draft.state} /> : null}
        />
        <LeaveGuard dirty={dirty} draftKept={isKept(draft.state)} />
      </form>
    </WithChecks>
  )
}

interface SaveKeys {
  readonly locked: boolean
  readonly dirty: boolean
  readonly save: () => Promise<boolean>
  readonly onNext: (() => void) | undefined
}

/** The keys that save, heard by the form that has the focus; gives the form's handle. */
function useSaveKeys({ locked, dirty, save, onNext }: SaveKeys): RefObject<HTMLFormElement | null> {
  const part = useRef<HTMLFormElement>(null)
  const submit = (): void => {
    void save()
  }
  const submitAndGoOn = (): void => {
    void (dirty ? save() : Promise.resolve(true)).then((done) => {
      if (done) setTimeout(() => onNext?.())
    })
  }
  useShortcuts(locked ? {} : { 'ctrl+s': submit, 'ctrl+enter': submitAndGoOn }, part)
  return part
}

function newest(saved: RecordView | null, record: RecordView | null): RecordView | null {
  if (saved === null || record === null) return saved ?? record
  return saved.version > record.version ? saved : record
}

interface WholeFormProps {
  readonly form: FormDefinition
  readonly readOnly: boolean
}

/** Drawn anew for another form only: its parts hear themselves of what is typed. */
const WholeForm = memo(function WholeForm({ form, readOnly }: WholeFormProps): ReactNode {
  return (
    <>
      {!readOnly && <LeaveWhole form={form} />}
      <FormBody form={form} />
    </>
  )
})
