import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { FIGURE_FILES } from '../../shared/api/routes/report.ts'
import { isSaid, ReasonBoxes, saidOf, type Taking } from './export-reason.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { usePermissions } from './session.ts'
import { useTexts } from './texts.ts'
import css from './drawn-plot.module.css'

interface FileButtonsProps {
  readonly study: string
  readonly title: string
  readonly taking: Taking
  /** What is shown is not yet what a file would hold: none can be taken. */
  readonly isFormer?: boolean
  /** Fetches the file of that kind from where the figure is shown, once it is said what for; gives its name. */
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
  isFormer = false,
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
          disabled={take.isPending || isFormer}
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
