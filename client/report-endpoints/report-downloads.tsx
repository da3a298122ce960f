import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { downloadReportFile } from '../../shared/api/routes/report.ts'
import { isSaid, ReasonBoxes, saidOf, type Taking } from '../kit/export-reason.tsx'
import page from '../kit/page.module.css'
import { Section } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useSwimmerWish } from '../kit/swimmer-choice.tsx'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'
import { reportQueryOf, type StudyReportView } from './queries.ts'
import css from './study-report.module.css'

interface ReportDownloadsProps {
  readonly study: string
  readonly view: StudyReportView
  readonly taking: Taking
}

/** The files of the report as it is shown, for those who may export. */
export function ReportDownloads({ study, view, taking }: ReportDownloadsProps): ReactNode {
  const { t, language } = useTexts()
  const may = usePermissions()
  const { reason } = taking
  const swimmer = useSwimmerWish()
  const take = useMutation({
    mutationFn: (file: string) =>
      takeFile(downloadReportFile, {
        params: { study, file },
        query: { ...reportQueryOf(view), ...saidOf(reason), swimmer },
      }),
  })
  if (!may('data.export', { study })) return null
  const files = [
    { file: `report-${language}.html`, label: t('studyReport.downloadHtml') },
    { file: `report-${language}.pdf`, label: t('studyReport.downloadPdf') },
    { file: 'numbers.csv', label: t('studyReport.downloadCsv') },
  ]
  return (
    <Section title={t('studyReport.downloads')}>
      <ReasonBoxes {...taking} />
      <div className={css['downloads']}>
        <span>{t('studyReport.download')}</span>
        {files.map(({ file, label }) => (
          <Button
            key={file}
            variant="default"
            size="xs"
            loading={take.isPending && take.variables === file}
            disabled={take.isPending || !isSaid(reason)}
            onClick={() => {
              take.mutate(file)
            }}
          >
            {label}
          </Button>
        ))}
        <span className={page['soft']} role="status">
          {take.isPending
            ? t('studyReport.downloading', { name: take.variables })
            : t('studyReport.downloadsRecorded')}
        </span>
        <ProblemNotice error={take.error} />
      </div>
    </Section>
  )
}
