import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { FIGURE_FILES } from '../../shared/api/routes/report.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { isSaid, ReasonBoxes, saidOf, type Taking } from './export-reason.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { usePermissions } from './session.ts'
import { useTexts } from './texts.ts'
import css from './drawn-plot.module.css'

/** What is said with the wish for a file. */
type SaidOfFile = ReturnType<typeof saidOf> & { readonly language: Language }

interface FigureFilesProps {
  readonly study: string
  /** Key and title of a figure of the study report. */
  readonly figure: string
  readonly title: string
  /** Takes `waterfall-recist-1-1.svg` from where the figure is shown; gives the name it was saved under. */
  readonly take: (file: string, said: SaidOfFile) => Promise<string>
  readonly taking: Taking
}

/**
 * A figure as a file, drawn with the same marks, for those who may export. Whoever has not yet said what
 * for is asked when they want one.
 */
export function FigureFiles({
  study,
  figure,
  title,
  take: takeOne,
  taking: { reason, onChange },
}: FigureFilesProps): ReactNode {
  const { t, language } = useTexts()
  const may = usePermissions()
  const [asked, setAsked] = useState(false)
  const take = useMutation({
    mutationFn: (file: string) => takeOne(file, { ...saidOf(reason), language }),
  })
  if (!may('data.export', { study })) return null
  return (
    <div className={css['files']}>
      <span>{t('studyReport.download')}</span>
      {FIGURE_FILES.map((kind) => (
        <Button
          key={kind}
          variant="default"
          size="compact-xs"
          aria-label={t('studyReport.figureAs', { kind: kind.toUpperCase(), title })}
          loading={take.isPending && take.variables.endsWith(kind)}
          disabled={take.isPending}
          onClick={() => {
            if (isSaid(reason)) take.mutate(`${figure}.${kind}`)
            else setAsked(true)
          }}
        >
          {kind.toUpperCase()}
        </Button>
      ))}
      {asked && <ReasonBoxes reason={reason} onChange={onChange} />}
      <ProblemNotice error={take.error} />
    </div>
  )
}
