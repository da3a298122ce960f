import { Radio, TextInput } from '@mantine/core'
import { memo, useCallback, useId, type ReactNode } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, RowValues } from '../../shared/forms/define.ts'
import type { EligibilityCriterion } from '../../shared/protocol/define.ts'
import { OtherFindings } from '../kit/edit-checks/other-findings.tsx'
import { completeRow, type FormInput } from '../kit/form/form-input.ts'
import { RecordForm } from '../kit/form/record-form.tsx'
import { NOTHING } from '../kit/format.ts'
import { Notice } from '../kit/page.tsx'
import { formOfRecord, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import css from './matrix.module.css'
import { rowOfCriterion, rowsFor } from './eligibility-answers.ts'

interface EligibilityFormProps {
  readonly screen: SubjectScreen
  /** The criteria asked. */
  readonly criteria: readonly EligibilityCriterion[]
  readonly record: RecordView | null
  readonly readOnly: boolean
}

/** Criteria in words, each answered yes or no. */
export function EligibilityForm(props: EligibilityFormProps): ReactNode {
  const { t } = useTexts()
  const { screen, criteria, record, readOnly } = props
  const { study, subject } = screen
  const form = formOfRecord(screen, 'eligibility', record)
  if (form === undefined) return <Notice kind="warning">{t('enrol.noCriteria')}</Notice>
  const rows = rowsFor(criteria, record?.values.rows ?? [])
  const shown =
    record === null
      ? null
      : { ...record, values: { items: record.values.items, rows: rows.map((row) => ({ ...row })) } }
  return (
    <RecordForm
      form={form}
      place={{ study: study.id, subjid: subject.subjid, form: form.key, visit: null }}
      record={shown}
      prefilled={{ items: {}, rows }}
      readOnly={readOnly}
      visitDate={null}
      anchorDate={subject.anchorDate}
      checked={screen.checked}
    >
      <CriterionRows form={form} criteria={criteria} readOnly={readOnly} />
      <OtherFindings boxes={NO_BOXES} />
    </RecordForm>
  )
}

/** The criteria bear no findings themselves. */
const NO_BOXES: ReadonlySet<string> = new Set()

interface CriterionRowsProps {
  readonly form: FormDefinition
  readonly criteria: readonly EligibilityCriterion[]
  readonly readOnly: boolean
}

/** A row for each criterion, then the rows that belong to none: those stay as they were recorded. */
function CriterionRows({ form, criteria, readOnly }: CriterionRowsProps): ReactNode {
  const { control, getValues, setValue } = useFormContext<FormInput>()
  const rows = useWatch({ control, name: 'rows' })
  const places = criteria.map(({ key }) => rowOfCriterion(rows, key))
  const items = form.group?.items
  // A colleague's version that one goes on from may lack the row.
  const begin = useCallback(
    (key: string, answer: string): void => {
      const row = completeRow(items ?? [], { IETESTCD: key, IEORRES: answer })
      setValue('rows', [...getValues('rows'), row], { shouldDirty: true })
    },
    [items, getValues, setValue],
  )
  return (
    <>
      {criteria.map((criterion, at) => (
        <CriterionRow
          key={criterion.key}
          criterion={criterion}
          row={places[at] ?? -1}
          readOnly={readOnly}
          onBegin={begin}
        />
      ))}
      {rows.map((row, at) => (places.includes(at) ? null : <KeptRow key={at} row={row} />))}
    </>
  )
}

function KeptRow({ row }: { readonly row: RowValues }): ReactNode {
  const { t } = useTexts()
  const answer = ANSWERS.find(([value]) => value === row['IEORRES'])
  return (
    <div className={css['criterion']}>
      <span>{row['IETESTCD']}</span>
      <span>{t('enrol.keptRow')}</span>
      <span>{answer === undefined ? NOTHING : t(answer[1])}</span>
      <span>{row['IECOMM']}</span>
    </div>
  )
}

const ANSWERS = [
  ['Y', 'enrol.yes'],
  ['N', 'enrol.no'],
] as const

interface CriterionRowProps {
  readonly criterion: EligibilityCriterion
  /** Place of its row in the form; -1: it has none yet. */
  readonly row: number
  readonly readOnly: boolean
  readonly onBegin: (key: string, answer: string) => void
}

/** Drawn anew for its own answer only: there are some thirty of them. */
const CriterionRow = memo(function CriterionRow(props: CriterionRowProps): ReactNode {
  const { criterion, row, readOnly, onBegin } = props
  const { t, say } = useTexts()
  const id = useId()
  const { control, register } = useFormContext<FormInput>()
  const answer = useWatch({ control, name: `rows.${row}.IEORRES` })
  const against = answer === (criterion.kind === 'inclusion' ? 'N' : 'Y')
  const group = { labelledBy: id, readOnly }
  return (
    <div className={css['criterion']} data-open={against ? '' : undefined}>
      <span>{criterion.key}</span>
      <span id={id}>
        {t(`enrol.${criterion.kind}`)}: {say(criterion.text)}
        {against && <strong> △ {t('enrol.against')}</strong>}
      </span>
      {row < 0 ? (
        <Answers
          {...group}
          name={id}
          value=""
          onAnswer={(value) => {
            onBegin(criterion.key, value)
          }}
        />
      ) : (
        <>
          <Controller
            key={row}
            control={control}
            name={`rows.${row}.IEORRES`}
            render={({ field: { name, value, onChange } }) => (
              <Answers {...group} name={name} value={value} onAnswer={onChange} />
            )}
          />
          <TextInput
            key={`remark ${row}`}
            aria-label={`${criterion.key}: ${t('enrol.remark')}`}
            placeholder={t('enrol.remark')}
            readOnly={readOnly}
            {...register(`rows.${row}.IECOMM`)}
          />
        </>
      )}
    </div>
  )
})

interface AnswersProps {
  readonly labelledBy: string
  readonly name: string
  readonly value: string
  readonly readOnly: boolean
  readonly onAnswer: (value: string) => void
}

function Answers({ labelledBy, name, value, readOnly, onAnswer }: AnswersProps): ReactNode {
  const { t } = useTexts()
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} className={css['answers']}>
      {ANSWERS.map(([answer, text]) => (
        <Radio
          key={answer}
          name={name}
          value={answer}
          label={t(text)}
          checked={value === answer}
          disabled={readOnly && value !== answer}
          onChange={() => {
            if (!readOnly) onAnswer(answer)
          }}
        />
      ))}
    </div>
  )
}
