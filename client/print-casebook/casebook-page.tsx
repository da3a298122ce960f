import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { takeCasebook, takeCasebookPdf } from '../../shared/api/routes/casebook.ts'
import { call } from '../kit/http.ts'
import { Loading, Notice, Page } from '../kit/page.tsx'
import print from '../kit/print.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { FilledSheets } from './filled-sheets.tsx'
import { PdfButton, PdfTaken, usePdf } from './pdf-button.tsx'

/** A subject's casebook to print: made on request, because the trail says who took a copy. */
export function CasebookPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const subjid = useRouteParam('subjid')
  const copy = useMutation({
    mutationFn: () => call(takeCasebook, { params: { study: study.id, subjid }, body: {} }),
  })
  const book = copy.data
  const pdf = usePdf(takeCasebookPdf, { params: { study: study.id, subjid } })
  return (
    <>
      <div className={print['screenOnly']}>
        <Page
          crumbs={[
            { label: t('nav.work'), to: '/' },
            { label: study.id, to: studyPath(study.id) },
            { label: subjid, to: subjectPath(study.id, subjid) },
          ]}
          title={t('book.titleOf', { subjid })}
          actions={
            <>
              <Button
                variant={book === undefined ? 'filled' : 'default'}
                loading={copy.isPending}
                onClick={() => {
                  copy.mutate()
                }}
              >
                {t(book === undefined ? 'book.take' : 'book.takeAgain')}
              </Button>
              <PdfButton pdf={pdf} />
              {book !== undefined && <PrintButton />}
            </>
          }
        >
          <Notice kind="note">{t(book === undefined ? 'book.beforeTaken' : 'book.taken')}</Notice>
          <Notice kind="note">{t('book.pdfNote')}</Notice>
          <PdfTaken pdf={pdf} />
          <ProblemNotice error={copy.error} />
        </Page>
      </div>
      {book !== undefined && (
        <Suspense fallback={<Loading />}>
          <FilledSheets study={study} book={book} />
        </Suspense>
      )}
    </>
  )
}

function PrintButton(): ReactNode {
  const { t } = useTexts()
  return (
    <Button
      onClick={() => {
        window.print()
      }}
    >
      {t('book.print')}
    </Button>
  )
}
