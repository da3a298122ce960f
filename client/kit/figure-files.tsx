import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { QueryInputOf } from '../../shared/api/define.ts'
import { downloadFigure, FIGURE_FILES } from '../../shared/api/routes/report.ts'
import { isSaid, ReasonBoxes, saidOf, type Reason, type Taking } from './export-reason.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { usePermissions } from './session.ts'
import { takeFile } from './take-file.ts'
import { useTexts } from './texts.ts'
import css from './drawn-plot.module.css'

interface FigureFilesProps {
  readonly study: string
  /** Key and title of a figure of the study report. */
  readonly figure: string
  readonly title: string
  /** Of which report: cut-off, source and population. */
  readonly query: Omit<QueryInputOf<typeof downloadFigure>, keyof Reason>
  readonly taking: Taking
}

/** A figure of the study report as a file. */
export function FigureFiles({ study, figure, query, ...more }: FigureFilesProps): ReactNode {
  const { language } = useTexts()
  return (
    <FileButtons
      study={study}
      take={(kind, said) =>
        takeFile(downloadFigure, {
          params: { study, file: `${figure}.${kind}` },
          query: { ...query, ...said, language },
        })
      }
      {...more}
    />
  )
}

interface FileButtonsProps extends Pick<FigureFilesProps, 'study' | 'title' | 'taking'> {
  /** Fetches the file of that kind, once it is said what for. */
  readonly take: (
    kind: (typeof FIGURE_FILES)[number],
    said: ReturnType<typeof saidOf>,
  ) => Promise<string>
}

/**
 * A figure as a file, drawn with the same marks, for those who may export. Whoever has not yet said what
 * for is asked when they want one.
 */
export function FileButtons({
  study,
  title,
  taking: { reason, onChange },
  take: fetchFile,
}: FileButtonsProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [asked, setAsked] = useState(false)
  const take = useMutation({
    mutationFn: (kind: (typeof FIGURE_FILES)[number]) => fetchFile(kind, saidOf(reason)),
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
          loading={take.isPending && take.variables === kind}
          disabled={take.isPending}
          onClick={() => {
            if (isSaid(reason)) take.mutate(kind)
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
