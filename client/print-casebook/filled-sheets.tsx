import { useMemo, type ReactNode } from 'react'
import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { filledCasebook, type BookSection } from '../../shared/casebook/filled.ts'
import { formatTime } from '../kit/format.ts'
import { useTexts } from '../kit/texts.ts'
import { useVersions } from '../kit/versions.ts'
import { DerivedSheet } from './derived-sheet.tsx'
import { FrontSheet } from './front-sheet.tsx'
import { RecordBlock } from './record-block.tsx'
import { Sheet, type HeadLine } from './sheet.tsx'

interface FilledSheetsProps {
  readonly study: Study
  readonly book: TakenCasebook
}

/** A subject's casebook, sheet by sheet: the front, then each form with its records. */
export function FilledSheets({ study, book }: FilledSheetsProps): ReactNode {
  const { t, say } = useTexts()
  const versions = useVersions(study, Number(book.definitionVersion))
  const filled = useMemo(() => filledCasebook(book, versions), [book, versions])
  const headOf = (form: string, version: string): readonly HeadLine[] => [
    [t('book.study'), study.id],
    [t('book.subject'), book.subject.subjid],
    [t('book.form'), form],
    [t('book.definition'), version],
    [t('book.printed'), formatTime(book.takenAt)],
  ]
  const nameOf = (number: number): string =>
    `${number} (${versions.find((one) => one.number === number)?.definition.version ?? ''})`
  return (
    <div>
      <FrontSheet
        study={study}
        book={book}
        filled={filled}
        head={headOf(t('book.contents'), nameOf(Number(book.definitionVersion)))}
      />
      {filled.sections.map((section) => (
        <FormSheet
          key={`${section.form} ${section.version}`}
          section={section}
          head={headOf(say(section.title), nameOf(section.version))}
        />
      ))}
      <DerivedSheet
        derived={book.derived}
        forms={versions.at(-1)?.definition.forms ?? []}
        head={headOf(t('proof.title'), nameOf(Number(book.definitionVersion)))}
      />
    </div>
  )
}

/** From so many columns on a table does not fit an upright sheet. */
const WIDE_FROM = 9

function FormSheet(props: {
  readonly section: BookSection
  readonly head: readonly HeadLine[]
}): ReactNode {
  const { say } = useTexts()
  const { section, head } = props
  const { records, definition, title } = section
  const widest = Math.max(0, ...records.map(({ rows }) => rows?.columns.length ?? 0))
  return (
    <Sheet title={say(title)} head={head} wide={widest >= WIDE_FROM}>
      {records.map((book, at) => (
        <RecordBlock
          key={book.record.id}
          book={book}
          form={definition}
          number={at + 1}
          alone={records.length === 1}
        />
      ))}
    </Sheet>
  )
}
