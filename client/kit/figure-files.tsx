import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { QueryInputOf } from '../../shared/api/define.ts'
import { downloadFigure, FIGURE_FILES } from '../../shared/api/routes/report.ts'
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
  readonly query: QueryInputOf<typeof downloadFigure>
}

/** A figure as a file, drawn with the same marks, for those who may export. */
export function FigureFiles({ study, figure, title, query }: FigureFilesProps): ReactNode {
  const { t, language } = useTexts()
  const may = usePermissions()
  const take = useMutation({
    mutationFn: (file: string) =>
      takeFile(downloadFigure, { params: { study, file }, query: { ...query, language } }),
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
            take.mutate(`${figure}.${kind}`)
          }}
        >
          {kind.toUpperCase()}
        </Button>
      ))}
      <ProblemNotice error={take.error} />
    </div>
  )
}
