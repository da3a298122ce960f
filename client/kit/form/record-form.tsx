import type { ReactNode } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { formResolver } from './form-resolver.ts'
import type { DraftState } from '../drafts/outbox.ts'
import { useShortcuts } from '../keys.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { ConflictPanel } from './conflict-panel.tsx'
import { DraftMark } from './draft-mark.tsx'
import { DraftOffer } from './draft-offer.tsx'
import { FindingsContext } from './findings.ts'
import { useFormKeys } from './form-keys.ts'
import { FormBody } from './form-body.tsx'
import { toInput, toValues, type FormInput, type RecordFormState } from './form-input.ts'
import { FormSurroundingsContext, type LesionChoice } from './form-surroundings.ts'
import css from './form.module.css'
import { LeaveGuard } from './leave-guard.tsx'
import { SaveBar } from './save-bar.tsx'
import type { RecordPlace } from './save-record.ts'
import { useBasis } from './basis.ts'
import { useSaving, type Saving } from './saving.ts'
import { useLiveFindings } from './live-findings.ts'
import { useTypingPlace } from './typing-place.ts'
import { useDraft, type FormDraft } from './use-draft.ts'

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
  const basis = useBasis(form, props.record, methods)
  const draft = useDraft({ ...props, basis })
  const saving = useSaving({ ...props, basis, typing: draft.typing })
  const findings = useLiveFindings(form, saving.current !== null)
  const { isDirty } = methods.formState
  const dirty = isDirty && !props.readOnly
  const keys = useFormKeys(methods, useTypingPlace(saving.savedAt, saving.reason.id))
  const submit = (): void => {
    void saving.submit()
  }
  const { onNext } = props
  const submitAndGoOn = (): void => {
    void (dirty ? saving.submit() : Promise.resolve(true)).then((done) => {
      if (done) setTimeout(() => onNext?.())
    })
  }
  const locked = props.readOnly || draft.offered !== null
  useShortcuts(locked ? {} : { 'ctrl+s': submit, 'ctrl+enter': submitAndGoOn })
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
        <OfferedDraft {...props} draft={draft} />
        <div inert={draft.offered !== null}>{props.children ?? <FormBody form={form} />}</div>
        <Refusal {...props} saving={saving} />
        {!locked && (
          <SaveBar
            dirty={dirty}
            saving={saving}
            faults={countFaults(methods)}
            aside={props.aside}
            draft={dirty ? <DraftMark state={draft.state} /> : null}
          />
        )}
        {props.readOnly && <div className={css['bar']}>{props.aside}</div>}
        <LeaveGuard dirty={dirty} draftKept={isKept(draft.state)} />
      </form>
    </FindingsContext>
  )
}

interface InForm {
  readonly form: FormDefinition
  readonly record: RecordView | null
  readonly methods: RecordFormState
}

function OfferedDraft(props: InForm & { readonly draft: FormDraft }): ReactNode {
  const { form, record, methods, draft } = props
  const { offered } = draft
  if (offered === null) return null
  return (
    <DraftOffer
      key={offered.stored?.savedAt}
      form={form}
      draft={offered}
      record={record}
      inForm={toValues(methods.getValues())}
      onDecided={draft.decide}
    />
  )
}

/** Why the last save was refused: a colleague's save, or anything else. */
function Refusal({ form, methods, saving }: InForm & { readonly saving: Saving }): ReactNode {
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

function isKept({ kind }: DraftState): boolean {
  return kind === 'stored' || kind === 'kept-here'
}

function countFaults({ formState }: RecordFormState): number {
  const { items, rows } = formState.errors
  const ofRow = (row: unknown): number =>
    typeof row === 'object' && row !== null ? Object.keys(row).length : 0
  const list: readonly unknown[] = Array.isArray(rows) ? rows : []
  return ofRow(items) + list.reduce<number>((sum, row) => sum + ofRow(row), 0)
}
