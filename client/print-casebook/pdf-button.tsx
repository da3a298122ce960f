import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { QueryInputOf } from '../../shared/api/define.ts'
import type { downloadPaperCasebook, takeCasebookPdf } from '../../shared/api/routes/casebook.ts'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'

type PdfRoute = typeof takeCasebookPdf | typeof downloadPaperCasebook

/** A casebook that is being fetched as a PDF. */
export interface PdfTaking {
  readonly take: () => void
  readonly isPending: boolean
  /** Null: none was saved yet. */
  readonly savedAs: string | null
  readonly error: Error | null
}

/** Fetches a casebook as a PDF in the reader's language. */
export function usePdf<R extends PdfRoute>(
  route: R,
  { params, query }: { params: Readonly<Record<string, string>>; query?: QueryInputOf<R> },
): PdfTaking {
  const { language } = useTexts()
  const pdf = useMutation({
    mutationFn: () => takeFile<PdfRoute>(route, { params, query: { ...query, language } }),
  })
  return {
    take: () => {
      pdf.mutate()
    },
    isPending: pdf.isPending,
    savedAs: pdf.data ?? null,
    error: pdf.error,
  }
}

export function PdfButton({ pdf }: { readonly pdf: PdfTaking }): ReactNode {
  const { t } = useTexts()
  return (
    <Button variant="default" loading={pdf.isPending} onClick={pdf.take}>
      {t('book.pdf')}
    </Button>
  )
}

/** Under which name it was saved, or why it was not. */
export function PdfTaken({ pdf: { savedAs, error } }: { readonly pdf: PdfTaking }): ReactNode {
  const { t } = useTexts()
  return (
    <>
      {savedAs !== null && <Notice kind="note">{t('book.pdfTaken', { name: savedAs })}</Notice>}
      <ProblemNotice error={error} />
    </>
  )
}
