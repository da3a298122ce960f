import { NativeSelect } from '@mantine/core'
import { useMemo, useState, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { isUnitSettled } from '../../../shared/laboratory/fill-row.ts'
import { laboratoryOf } from '../../../shared/laboratory/row-limits.ts'
import { sampledIn } from '../../../shared/laboratory/sampled-in.ts'
import { FormBody } from '../../kit/form/form-body.tsx'
import type { FormInput } from '../../kit/form/form-input.ts'
import {
  FormSurroundingsContext,
  useSurroundings,
  type FormSurroundings,
} from '../../kit/form/form-surroundings.ts'
import { useSiteLaboratories, type SiteLaboratory } from '../../kit/site-laboratories.ts'
import type { SubjectScreen } from '../../kit/subject-data.ts'
import { useTexts } from '../../kit/texts.ts'
import { AssessmentsContext, useAssessments, type LabForm } from './assessments.ts'
import { useFilling } from './filling.ts'
import { IntakePanel } from './intake-panel.tsx'
import css from './laboratory.module.css'
import { ResultDetails } from './result-details.tsx'
import { RowHistory } from './row-history.tsx'

interface LaboratoryBodyProps {
  readonly form: FormDefinition
  readonly screen: SubjectScreen
  readonly visit: string | null
}

/**
 * The laboratory form: which laboratory, a print-out to take in, and the results, each beside its
 * range, grade, former value and standard value.
 */
export function LaboratoryBody({ form, screen, visit }: LaboratoryBodyProps): ReactNode {
  const { study, subject, present } = screen
  const laboratories = useSiteLaboratories(study.id, subject.site)
  const { readOnly } = useSurroundings()
  const [chosen, choose] = useChosenLaboratory(laboratories)
  const sampled = useMemo(() => sampledIn(present), [present])
  const filling = useMemo(
    () => ({ laboratories, laboratory: chosen?.name ?? '', sampled }),
    [laboratories, chosen, sampled],
  )
  useFilling(filling, readOnly)
  return (
    <FormSurroundingsContext value={useCells(laboratories, present)}>
      <WithAssessments form={form} screen={screen} visit={visit} laboratories={laboratories}>
        {!readOnly && (
          <div className={css['bar']}>
            <LaboratoryChoice laboratories={laboratories} chosen={chosen} onChoose={choose} />
            <IntakePanel form={form} screen={screen} laboratory={chosen} sampled={sampled} />
          </div>
        )}
        <FormBody form={form} />
      </WithAssessments>
    </FormSurroundingsContext>
  )
}

/** Hears of what is typed in place of the whole screen, which stays as it is drawn. */
function WithAssessments({
  children,
  ...of
}: LabForm & { readonly children: ReactNode }): ReactNode {
  return <AssessmentsContext value={useAssessments(of)}>{children}</AssessmentsContext>
}

/** The laboratory whose report is entered: the one that the rows name, else the only one. */
function useChosenLaboratory(
  laboratories: readonly SiteLaboratory[],
): readonly [SiteLaboratory | null, (id: string) => void] {
  const { getValues } = useFormContext<FormInput>()
  const [id, setId] = useState<string | null>(null)
  if (id !== null) return [laboratories.find((one) => one.id === id) ?? null, setId]
  const named = getValues('rows').findLast((row) => (row['LBNAM'] ?? '') !== '')?.['LBNAM']
  const only = laboratories.length === 1 && named === undefined ? laboratories[0] : undefined
  return [only ?? laboratoryOf(laboratories, named), setId]
}

interface LaboratoryChoiceProps {
  readonly laboratories: readonly SiteLaboratory[]
  readonly chosen: SiteLaboratory | null
  readonly onChoose: (id: string) => void
}

function LaboratoryChoice({ laboratories, chosen, onChoose }: LaboratoryChoiceProps): ReactNode {
  const { t } = useTexts()
  if (laboratories.length === 0) return null
  return (
    <NativeSelect
      size="xs"
      label={t('lab.reportOf')}
      value={chosen?.id ?? ''}
      data={[
        { value: '', label: t('lab.notSaid') },
        ...laboratories.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => {
        onChoose(event.currentTarget.value)
      }}
    />
  )
}

/** The form's surroundings with what this screen adds to the cells. */
function useCells(
  laboratories: readonly SiteLaboratory[],
  present: readonly RecordView[],
): FormSurroundings {
  const surroundings = useSurroundings()
  const { getValues } = useFormContext<FormInput>()
  return useMemo(
    () => ({
      ...surroundings,
      cells: {
        below: ({ key }, row) =>
          key === 'LBORRES' ? (
            <>
              <ResultDetails row={row} />
              <RowHistory row={row} present={present} />
            </>
          ) : null,
        passedByTab: ({ key }, row) =>
          key === 'LBORRESU' && isUnitSettled(getValues('rows')[row] ?? {}, { laboratories }),
      },
    }),
    [surroundings, laboratories, getValues, present],
  )
}
