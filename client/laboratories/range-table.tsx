import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { amendRange, removeRange, type RangeView } from '../../shared/api/routes/laboratories.ts'
import { LAB_TESTS } from '../../shared/forms/lab-tests.ts'
import { call } from '../kit/http.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import { EmptyState } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { sizeOf, type TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { useChange, type FlagsMoved, type LaboratoryProps } from './change-laboratory.ts'
import { DateBox, TextBox } from './text-box.tsx'
import { FlagsMovedNotice } from './flags-moved.tsx'

type RangeTableProps = LaboratoryProps & { readonly keeps: boolean }

/** The ranges of a laboratory by test and date; former ones stay in sight. */
export function RangeTable({ study, laboratory, keeps }: RangeTableProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [opened, setOpened] = useState<string | null>(null)
  const [flags, setFlags] = useState<FlagsMoved>()
  const { ranges } = laboratory
  const range = ranges.find(({ id }) => id === opened)
  return (
    <>
      {ranges.length === 0 ? (
        <EmptyState>{t('lab.noRanges')}</EmptyState>
      ) : (
        <SortableTable
          name="ranges"
          rows={inOrder(ranges)}
          columns={columnsOf(texts)}
          keep={({ id }) => id === opened}
          {...(keeps ? { actions: t('form.rowActions') } : {})}
        >
          {(one) => (
            <RangeRow
              key={one.id}
              range={one}
              keeps={keeps}
              opened={one.id === opened}
              onOpen={() => {
                setOpened(one.id === opened ? null : one.id)
              }}
            />
          )}
        </SortableTable>
      )}
      {range !== undefined && (
        <Correction
          key={`${range.id} ${range.version}`}
          {...{ study, laboratory, range }}
          onMoved={setFlags}
        />
      )}
      <FlagsMovedNotice flags={flags} />
    </>
  )
}

const PLACES = new Map(LAB_TESTS.map(({ test: { value } }, at) => [value, at]))

/** In the order of a report; of one test by date. */
function inOrder(ranges: readonly RangeView[]): readonly RangeView[] {
  const placeOf = ({ test }: RangeView): number => PLACES.get(test) ?? PLACES.size
  return [...ranges].sort((a, b) => placeOf(a) - placeOf(b) || (a.validFrom < b.validFrom ? -1 : 1))
}

function columnsOf(texts: Texts): readonly TableColumn<RangeView>[] {
  const { t, language } = texts
  return [
    {
      key: 'test',
      head: t('intake.test'),
      value: (range) => testText(range, texts),
      code: ({ test }) => test,
    },
    { key: 'unit', head: t('intake.unit'), value: ({ unit }) => unit },
    {
      key: 'sex',
      head: t('lab.sex'),
      value: (range) => sexText(range, texts),
      code: ({ sex }) => sex ?? 'any',
    },
    {
      key: 'age',
      head: t('lab.age'),
      value: ageText,
      order: ({ ageFrom, ageTo }) => ageFrom ?? (ageTo === null ? null : 0),
    },
    ...LIMITS.map(({ key, head }) => ({
      key,
      head: t(head),
      numeric: true,
      value: (range: RangeView) => range[key],
      order: (range: RangeView) => sizeOf(range[key]),
    })),
    dateColumn({ key: 'from', head: t('lab.validFrom'), of: (one) => one.validFrom }, language),
    dateColumn({ key: 'to', head: t('lab.validTo'), of: (one) => one.validTo }, language),
  ]
}

const LIMITS = [
  { key: 'low', head: 'lab.lowest' },
  { key: 'high', head: 'lab.highest' },
] as const

function testText({ test }: RangeView, { language }: Texts): string {
  return LAB_TESTS.find(({ test: { value } }) => value === test)?.test.label[language] ?? test
}

function sexText({ sex }: RangeView, { t }: Texts): string {
  return { M: t('lab.men'), F: t('lab.women'), any: t('lab.anySex') }[sex ?? 'any']
}

function ageText({ ageFrom, ageTo }: RangeView): string | null {
  if (ageFrom === null) return ageTo === null ? null : `≤ ${ageTo}`
  return ageTo === null ? `≥ ${ageFrom}` : `${ageFrom}–${ageTo}`
}

interface RangeRowProps {
  readonly range: RangeView
  readonly keeps: boolean
  readonly opened: boolean
  readonly onOpen: () => void
}

function RangeRow({ range, keeps, opened, onOpen }: RangeRowProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const test = testText(range, texts)
  return (
    <tr>
      <th scope="row">{test}</th>
      <td>{range.unit}</td>
      <td>{sexText(range, texts)}</td>
      <td>{ageText(range) ?? NOTHING}</td>
      <td className={page['number']}>{range.low ?? NOTHING}</td>
      <td className={page['number']}>{range.high ?? NOTHING}</td>
      <td className={page['nowrap']}>{formatDate(range.validFrom, language)}</td>
      <td className={page['nowrap']}>{formatDate(range.validTo, language)}</td>
      {keeps && (
        <td className={page['number']}>
          <Button
            variant="default"
            size="compact-xs"
            aria-expanded={opened}
            aria-label={t('lab.correctOf', { test, date: range.validFrom })}
            onClick={onOpen}
          >
            {t('lab.correct')}
          </Button>
        </td>
      )}
    </tr>
  )
}

type CorrectionProps = LaboratoryProps & {
  readonly range: RangeView
  readonly onMoved: (flags: FlagsMoved) => void
}

/** Corrects a range that was entered wrongly, or removes it; both with the reason. */
function Correction({ study, laboratory, range, onMoved }: CorrectionProps): ReactNode {
  const { t } = useTexts()
  const [input, setInput] = useState<CorrectionInput>({
    ...{ low: range.low ?? '', high: range.high ?? '', reason: '' },
    ...{ validFrom: range.validFrom, validTo: range.validTo ?? '' },
  })
  const params = { study: study.id, laboratory: laboratory.id, range: range.id }
  const { version } = range
  const { low, high, validFrom, validTo, reason } = input
  const body = {
    ...{ low: low === '' ? null : low, high: high === '' ? null : high, reason },
    ...{ validFrom, validTo: validTo === '' ? null : validTo },
  }
  // Told before the screen is read anew: this box is gone then.
  const amending = useChange(study.id, async () => {
    onMoved((await call(amendRange, { params, body, version })).flags)
  })
  const removing = useChange(study.id, async () => {
    onMoved((await call(removeRange, { params, body: { reason }, version })).flags)
  })
  return (
    <section aria-label={t('lab.correct')}>
      <div className={page['filters']}>
        <CorrectionBoxes input={input} onChange={setInput} />
        <Button
          variant="default"
          loading={amending.isPending}
          disabled={reason.trim() === ''}
          onClick={() => {
            amending.mutate(undefined)
          }}
        >
          {t('lab.correctNow')}
        </Button>
        <Button
          variant="default"
          loading={removing.isPending}
          disabled={reason.trim() === ''}
          onClick={() => {
            removing.mutate(undefined)
          }}
        >
          {t('lab.removeRange')}
        </Button>
      </div>
      <p className={page['soft']}>{t('lab.correctHint')}</p>
      <ProblemNotice error={amending.error ?? removing.error} />
    </section>
  )
}

type CorrectionInput = Readonly<Record<'low' | 'high' | 'validFrom' | 'validTo' | 'reason', string>>

function CorrectionBoxes(props: {
  readonly input: CorrectionInput
  readonly onChange: (input: CorrectionInput) => void
}): ReactNode {
  const { t } = useTexts()
  const { input, onChange } = props
  const box = (key: keyof CorrectionInput, label: string, width: number, Box = TextBox) => (
    <Box
      label={label}
      width={width}
      value={input[key]}
      onChange={(text) => {
        onChange({ ...input, [key]: text })
      }}
    />
  )
  return (
    <>
      {box('low', t('lab.lowest'), 90)}
      {box('high', t('lab.highest'), 90)}
      {box('validFrom', t('lab.validFrom'), 130, DateBox)}
      {box('validTo', t('lab.validTo'), 130, DateBox)}
      {box('reason', `${t('lab.reason')} *`, 280)}
    </>
  )
}
