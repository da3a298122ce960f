import { Button, NativeSelect } from '@mantine/core'
import { useMemo, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { downloadPaperCasebook } from '../../shared/api/routes/casebook.ts'
import { blankCasebook } from '../../shared/casebook/blank.ts'
import type { NumberedDefinition } from '../../shared/protocol/record-version.ts'
import { formatTime } from '../kit/format.ts'
import { Notice, Page } from '../kit/page.tsx'
import print from '../kit/print.module.css'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { useVersions } from '../kit/versions.ts'
import css from './casebook.module.css'
import { PdfButton, PdfTaken, usePdf, type PdfTaking } from './pdf-button.tsx'
import { PaperFormSheet } from './paper-form.tsx'
import type { HeadLine } from './sheet.tsx'

/** The forms of a study on paper: to be filled by hand, or annotated. Holds nothing of any subject. */
export function PaperPage(): ReactNode {
  const { t, say } = useTexts()
  const study = useStudy()
  const [address, setAddress] = useSearchParams()
  const annotated = address.get('annotated') === '1'
  const versions = useVersions(study, Number(study.definitionVersion))
  const shown = versions.find(({ number }) => String(number) === address.get('version'))
  const { number, definition } = shown ?? versions.at(-1) ?? { number: 1, ...study }
  const papers = useMemo(() => blankCasebook(definition), [definition])
  const [printedAt] = useState(() => new Date().toISOString())
  const pdf = usePdf(downloadPaperCasebook, {
    params: { study: study.id },
    query: { kind: annotated ? 'annotated' : 'blank', version: number },
  })
  const title = t(annotated ? 'book.annotated' : 'book.blank')
  const headOf = (form: string): readonly HeadLine[] => [
    [t('book.study'), study.id],
    [t('book.title'), title],
    [t('book.form'), form],
    [t('book.definition'), `${number} (${definition.version})`],
    [t('book.printed'), formatTime(printedAt)],
  ]
  return (
    <>
      <div className={print['screenOnly']}>
        <Page
          crumbs={[
            { label: t('nav.work'), to: '/' },
            { label: study.id, to: studyPath(study.id) },
          ]}
          title={title}
          actions={
            <Choices
              annotated={annotated}
              versions={versions}
              number={number}
              pdf={pdf}
              onChoose={(next) => {
                setAddress(next, { replace: true })
              }}
            />
          }
        >
          <Notice kind="note">{t(annotated ? 'book.annotatedNote' : 'book.blankNote')}</Notice>
          <PdfTaken pdf={pdf} />
        </Page>
      </div>
      <div className={css['paper']}>
        {papers.map((paper) => (
          <PaperFormSheet
            key={paper.form}
            paper={paper}
            head={headOf(say(paper.title))}
            annotated={annotated}
          />
        ))}
      </div>
    </>
  )
}

interface ChoicesProps {
  readonly annotated: boolean
  readonly versions: readonly NumberedDefinition[]
  readonly number: number
  readonly pdf: PdfTaking
  readonly onChoose: (address: Record<string, string>) => void
}

function Choices({ annotated, versions, number, pdf, onChoose }: ChoicesProps): ReactNode {
  const { t } = useTexts()
  const choose = (kind: string, version: string): void => {
    onChoose({ ...(kind === 'annotated' ? { annotated: '1' } : {}), version })
  }
  const kind = annotated ? 'annotated' : 'blank'
  return (
    <>
      <NativeSelect
        aria-label={t('book.kind')}
        value={kind}
        data={[
          { value: 'blank', label: t('book.blank') },
          { value: 'annotated', label: t('book.annotated') },
        ]}
        onChange={(event) => {
          choose(event.currentTarget.value, String(number))
        }}
      />
      {versions.length > 1 && (
        <NativeSelect
          aria-label={t('book.version')}
          value={String(number)}
          data={versions.map((one) => ({
            value: String(one.number),
            label: t('book.ofVersion', { number: one.number, name: one.definition.version }),
          }))}
          onChange={(event) => {
            choose(kind, event.currentTarget.value)
          }}
        />
      )}
      <PdfButton pdf={pdf} />
      <Button
        onClick={() => {
          window.print()
        }}
      >
        {t('book.print')}
      </Button>
    </>
  )
}
