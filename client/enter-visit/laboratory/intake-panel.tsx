import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { rememberMappings } from '../../../shared/api/routes/laboratories.ts'
import type { FormDefinition, RowValues } from '../../../shared/forms/define.ts'
import { takeIn, type NameMapping } from '../../../shared/lab-intake/plan-intake.ts'
import type { Sampled } from '../../../shared/laboratory/normal-range.ts'
import { completeRow, withoutBlanks, type FormInput } from '../../kit/form/form-input.ts'
import { call } from '../../kit/http.ts'
import { Notice } from '../../kit/page.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { laboratoriesQuery } from '../../kit/queries.ts'
import type { SiteLaboratory } from '../../kit/site-laboratories.ts'
import type { SubjectScreen } from '../../kit/subject-data.ts'
import { useTexts } from '../../kit/texts.ts'
import { IntakeEditor } from './intake-editor.tsx'
import css from './laboratory.module.css'

interface IntakePanelProps {
  readonly form: FormDefinition
  readonly screen: SubjectScreen
  readonly laboratory: SiteLaboratory | null
  readonly sampled: Sampled
}

/** What was taken in last: how much, and the rows as they were before. */
interface Taken {
  readonly count: number
  readonly before: readonly Record<string, string>[]
}

/** Takes a pasted or chosen print-out into the form, in place; nothing is stored before the form is saved. */
export function IntakePanel({ form, screen, laboratory, sampled }: IntakePanelProps): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  const [taken, setTaken] = useState<Taken | null>(null)
  const { getValues, setValue } = useFormContext<FormInput>()
  const remembering = useRememberMappings(screen, laboratory)
  const opener = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpened(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  const put = (rows: readonly Record<string, string>[]): void => {
    setValue('rows', [...rows], { shouldDirty: true, shouldValidate: true })
  }
  const take = (added: readonly RowValues[], learnt: readonly NameMapping[]): void => {
    const before = getValues('rows').map((row) => ({ ...row }))
    const present = before.map(withoutBlanks).filter((row) => Object.keys(row).length > 0)
    put(takeIn(present, added).map((row) => completeRow(form.group?.items ?? [], row)))
    setTaken({ count: added.length, before })
    if (learnt.length > 0) remembering.mutate(learnt)
    close()
  }
  return (
    <>
      <Button
        ref={opener}
        variant="default"
        size="xs"
        aria-expanded={opened}
        onClick={() => {
          setOpened(!opened)
        }}
      >
        {t('intake.open')}
      </Button>
      {opened && (
        <IntakeEditor laboratory={laboratory} sampled={sampled} onTake={take} onClose={close} />
      )}
      {taken !== null && !opened && (
        <div className={css['panel']}>
          <Notice kind="note">
            {t('intake.taken', { count: taken.count })}{' '}
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => {
                put(taken.before)
                setTaken(null)
              }}
            >
              {t('intake.undo')}
            </Button>
          </Notice>
          <ProblemNotice error={remembering.error} />
        </div>
      )}
    </>
  )
}

function useRememberMappings(
  { study, subject: { site } }: SubjectScreen,
  laboratory: SiteLaboratory | null,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (mappings: readonly NameMapping[]) => {
      if (laboratory === null) return
      const params = { study: study.id, laboratory: laboratory.id }
      await call(rememberMappings, { params, body: { site, mappings: [...mappings] } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: laboratoriesQuery(study.id).queryKey }),
  })
}
