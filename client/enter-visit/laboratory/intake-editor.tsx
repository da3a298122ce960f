import { Button, FileButton, Textarea, TextInput } from '@mantine/core'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useWatch, useFormContext } from 'react-hook-form'
import type { RowValues } from '../../../shared/forms/define.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { parseDateEntry } from '../../../shared/forms/date-entry.ts'
import {
  planIntake,
  toFormRow,
  type IntakeContext,
  type IntakeRow,
  type LineChoice,
  type NameMapping,
} from '../../../shared/lab-intake/plan-intake.ts'
import { plainName } from '../../../shared/lab-intake/plain-text.ts'
import {
  readPrintout,
  type Printout,
  type SourceLine,
} from '../../../shared/lab-intake/read-printout.ts'
import type { Sampled } from '../../../shared/laboratory/normal-range.ts'
import { withoutBlanks, type FormInput } from '../../kit/form/form-input.ts'
import { useSurroundings } from '../../kit/form/form-surroundings.ts'
import { Notice } from '../../kit/page.tsx'
import type { SiteLaboratory } from '../../kit/site-laboratories.ts'
import { useTexts } from '../../kit/texts.ts'
import { todayAt } from '../../kit/today.ts'
import { readTextFile } from '../../kit/decode-file.ts'
import { IntakePreview } from './intake-preview.tsx'
import css from './laboratory.module.css'

/** Files beyond this are no print-out. */
const MOST_BYTES = 1_000_000

interface IntakeEditorProps {
  readonly laboratory: SiteLaboratory | null
  readonly sampled: Sampled
  readonly onTake: (rows: readonly RowValues[], learnt: readonly NameMapping[]) => void
  readonly onClose: () => void
}

/** Where a print-out is pasted or its file chosen, and read line by line before anything is taken in. */
export function IntakeEditor(props: IntakeEditorProps): ReactNode {
  const { t } = useTexts()
  const [text, setText] = useState('')
  const [tooLarge, setTooLarge] = useState(false)
  const printout = useMemo(() => readPrintout(text), [text])
  return (
    <section className={css['panel']} aria-label={t('intake.title')}>
      <h3>{t('intake.title')}</h3>
      <Textarea
        label={t('intake.paste')}
        description={t('intake.hint')}
        rows={5}
        resize="vertical"
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setTooLarge(false)
        }}
      />
      <div className={css['head']}>
        <FileButton
          accept=".csv,.tsv,.txt,text/plain,text/csv"
          onChange={(file) => {
            if (file === null) return
            setTooLarge(file.size > MOST_BYTES)
            if (file.size <= MOST_BYTES) void readTextFile(file).then(setText)
          }}
        >
          {(button) => (
            <Button {...button} variant="default" size="xs">
              {t('intake.file')}
            </Button>
          )}
        </FileButton>
        <Button variant="default" size="xs" onClick={props.onClose}>
          {t('frame.close')}
        </Button>
      </div>
      {tooLarge && <Notice kind="fault">{t('intake.tooLarge')}</Notice>}
      {printout.cut && <Notice kind="warning">{t('intake.cut')}</Notice>}
      {text.trim() !== '' && <Reading key={text} printout={printout} {...props} />}
    </section>
  )
}

type ReadingProps = IntakeEditorProps & { readonly printout: Printout }

/** The preview of one text, with what the person says of its lines. */
function Reading({ printout, laboratory, sampled, onTake }: ReadingProps): ReactNode {
  const { t } = useTexts()
  const { visitDate } = useSurroundings()
  const [date, setDate] = useState(printout.sampled ?? visitDate ?? '')
  const [choices, setChoices] = useState<ReadonlyMap<string, LineChoice>>(new Map())
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map())
  const context = useIntakeContext({ date, laboratory, sampled })
  const rows = useMemo(() => planIntake(printout, context, choices), [printout, context, choices])
  const isTaken = (row: IntakeRow): boolean =>
    row.state === 'matched' && row.unit !== '' && (ticks.get(row.key) ?? row.ready)
  const taken = rows.filter(isTaken)
  const dayKnown = parseDay(date) !== null
  return (
    <>
      <div className={css['head']}>
        <SampleDate value={date} onChange={setDate} />
        <span className={css['soft']}>{summary(t, rows)}</span>
      </div>
      <IntakePreview
        rows={rows}
        isTaken={isTaken}
        onTick={(key, on) => {
          setTicks(new Map(ticks).set(key, on))
        }}
        onChoose={(key, choice) => {
          setChoices(new Map(choices).set(key, { ...choices.get(key), ...choice }))
        }}
      />
      <Unread lines={printout.unread} />
      <Passed lines={printout.passed} />
      <div className={css['head']}>
        <Button
          size="xs"
          disabled={taken.length === 0 || !dayKnown}
          onClick={() => {
            onTake(
              taken.map((row) => toFormRow(row, context)),
              learntFrom(rows, isTaken),
            )
          }}
        >
          {t('intake.take', { count: taken.length })}
        </Button>
        {!dayKnown && <span className={css['notes']}>△ {t('intake.dateMissing')}</span>}
        <span className={css['soft']}>{t('intake.notStored')}</span>
      </div>
    </>
  )
}

function useIntakeContext(of: {
  readonly date: string
  readonly laboratory: SiteLaboratory | null
  readonly sampled: Sampled
}): IntakeContext {
  const { date, laboratory, sampled } = of
  const { control } = useFormContext<FormInput>()
  const present = useDeferredValue(useWatch({ control, name: 'rows' }))
  return useMemo(
    () => ({ ...sampled, date, laboratory, present: present.map(withoutBlanks) }),
    [sampled, date, laboratory, present],
  )
}

/** The date of the sample, typed as in any date of a form. */
function SampleDate(props: {
  readonly value: string
  readonly onChange: (date: string) => void
}): ReactNode {
  const { t } = useTexts()
  const { visitDate, timeZone } = useSurroundings()
  return (
    <TextInput
      size="xs"
      label={t('intake.date')}
      value={props.value}
      onChange={(event) => {
        props.onChange(event.currentTarget.value)
      }}
      onBlur={(event) => {
        const today = parseDay(todayAt(timeZone))
        const dates = { today, visit: parseDay(visitDate ?? ''), previous: null }
        const read = parseDateEntry(event.currentTarget.value, dates)
        if (read !== null) props.onChange(read)
      }}
    />
  )
}

function summary(t: ReturnType<typeof useTexts>['t'], rows: readonly IntakeRow[]): string {
  const count = (fits: (row: IntakeRow) => boolean): number => rows.filter(fits).length
  return t('intake.summary', {
    matched: count(({ state }) => state === 'matched'),
    unmatched: count(({ state }) => state === 'unmatched'),
    guessed: count(({ notes }) => notes.includes('unit-guessed')),
    outside: count(({ state, flag }) => state === 'matched' && (flag === 'H' || flag === 'L')),
  })
}

/** Lines that name a test and whose result the person has to type. */
function Unread({ lines }: { readonly lines: readonly SourceLine[] }): ReactNode {
  const { t } = useTexts()
  if (lines.length === 0) return null
  return (
    <Notice kind="warning">
      {t('intake.unread', { count: lines.length })}
      <Sources lines={lines} />
    </Notice>
  )
}

/** Lines in which no result was found: nothing that was pasted is passed over in silence. */
function Passed({ lines }: { readonly lines: readonly SourceLine[] }): ReactNode {
  const { t } = useTexts()
  if (lines.length === 0) return null
  return (
    <details>
      <summary>{t('intake.passed', { count: lines.length })}</summary>
      <Sources lines={lines} />
    </details>
  )
}

function Sources({ lines }: { readonly lines: readonly SourceLine[] }): ReactNode {
  return (
    <ul className={css['passed']}>
      {lines.map(({ line, source }) => (
        <li key={line}>{source}</li>
      ))}
    </ul>
  )
}

/** What a person said of names: remembered for the laboratory. */
function learntFrom(
  rows: readonly IntakeRow[],
  isTaken: (row: IntakeRow) => boolean,
): readonly NameMapping[] {
  return rows.flatMap((row) => {
    const sourceName = plainName(row.name).slice(0, 100)
    const isSaid = row.byHand && (row.state === 'left-out' || isTaken(row))
    if (!isSaid || sourceName === '') return []
    const unit = row.test === '' ? '' : row.unit
    return [{ sourceName, sourceUnit: row.printedUnit, test: row.test, unit }]
  })
}
