import { Button, NativeSelect } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { EmptyState, Page } from '../kit/page.tsx'
import css from '../kit/print.module.css'
import { useRouteParam } from '../kit/route-params.ts'
import { useStudy } from '../kit/subject-data.ts'
import { formPath, studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { caseQuery } from './queries.ts'
import { reportTitle } from './report-title.ts'
import { ReportSheet } from './report-sheet.tsx'

/** The reports of one event, one at a time, as they were submitted: to read and to print. */
export function ReportPage(): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const study = useStudy()
  const subjid = useRouteParam('subjid')
  const [address, setAddress] = useSearchParams()
  const file = useSuspenseQuery(caseQuery(study.id, subjid, useRouteParam('record'))).data
  const { reports } = file.case
  const asked = Number(address.get('report') ?? reports.length - 1)
  const at = reports.findIndex(({ sequence }) => sequence === asked)
  const report = reports[at]
  const content = file.contents[at]
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.serious'), to: studyPath(study.id, '/serious-events') },
        { label: subjid, to: formPath(study.id, subjid, 'adverse-events') },
      ]}
      title={t('safety.reportOf', { case: file.case.caseNumber ?? subjid })}
      actions={
        report !== undefined && (
          <div className={css['tools']}>
            <NativeSelect
              aria-label={t('safety.whichReport')}
              value={String(report.sequence)}
              data={reports.map((one) => ({
                value: String(one.sequence),
                label: reportTitle(texts, one),
              }))}
              onChange={(event) => {
                setAddress({ report: event.currentTarget.value }, { replace: true })
              }}
            />
            <Button
              onClick={() => {
                window.print()
              }}
            >
              {t('safety.print')}
            </Button>
          </div>
        )
      }
    >
      {report === undefined || content === undefined ? (
        <EmptyState>{t('safety.noReport')}</EmptyState>
      ) : (
        <ReportSheet
          study={study}
          report={report}
          content={content}
          before={file.contents[at - 1] ?? null}
        />
      )}
    </Page>
  )
}
