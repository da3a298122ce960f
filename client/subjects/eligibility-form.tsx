import { Radio, TextInput } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { EligibilityCriterion } from '../../shared/protocol/define.ts'
import { OtherFindings } from '../kit/edit-checks/other-findings.tsx'
import type { FormInput } from '../kit/form/form-input.ts'
import { RecordForm } from '../kit/form/record-form.tsx'
import { Notice } from '../kit/page.tsx'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import css from './matrix.module.css'
import { rowsFor } from './eligibility-answers.ts'

interface EligibilityFormProps {
  readonly screen: SubjectScreen
  readonly record: RecordView | null
  readonly readOnly: boolean
}

/** The protocol's criteria in words, each answered yes or no. */
export function EligibilityForm({ screen, record, readOnly }: EligibilityFormProps): ReactNode {
  const { t } = useTexts()
  const { study, subject } = screen
  const form = findForm(study, 'eligibility')
  const criteria = study.definition.eligibility
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
      lesions={[]}
      checked={screen.checked}
    >
      {criteria.map((criterion, row) => (
        <CriterionRow key={criterion.key} criterion={criterion} row={row} readOnly={readOnly} />
      ))}
      <OtherFindings boxes={NO_BOXES} />
    </RecordForm>
  )
}

/** The criteria bear no findings themselves. */
const NO_BOXES: ReadonlySet<string> = new Set()

const ANSWERS = [
  ['Y', 'enrol.yes'],
  ['N', 'enrol.no'],
] as const

interface CriterionRowProps {
  readonly criterion: EligibilityCriterion
  readonly row: number
  readonly readOnly: boolean
}

function CriterionRow({ criterion, row, readOnly }: CriterionRowProps): ReactNode {
  const { t, say } = useTexts()
  const id = useId()
  const { control, register } = useFormContext<FormInput>()
  const answer = useWatch({ control, name: `rows.${row}.IEORRES` })
  const against = answer === (criterion.kind === 'inclusion' ? 'N' : 'Y')
  return (
    <div className={css['criterion']} data-open={against ? '' : undefined}>
      <span>{criterion.key}</span>
      <span id={id}>
        {t(`enrol.${criterion.kind}`)}: {say(criterion.text)}
        {against && <strong> △ {t('enrol.against')}</strong>}
      </span>
      <Controller
        control={control}
        name={`rows.${row}.IEORRES`}
        render={({ field }) => (
          <div role="radiogroup" aria-labelledby={id} className={css['answers']}>
            {ANSWERS.map(([value, text]) => (
              <Radio
                key={value}
                name={field.name}
                value={value}
                label={t(text)}
                checked={field.value === value}
                disabled={readOnly && field.value !== value}
                onChange={() => {
                  if (!readOnly) field.onChange(value)
                }}
              />
            ))}
          </div>
        )}
      />
      <TextInput
        aria-label={`${criterion.key}: ${t('enrol.remark')}`}
        placeholder={t('enrol.remark')}
        readOnly={readOnly}
        {...register(`rows.${row}.IECOMM`)}
      />
    </div>
  )
}
