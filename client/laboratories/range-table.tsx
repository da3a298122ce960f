import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { amendRange, removeRange, type RangeView } from '../../shared/api/routes/laboratories.ts'
import { LAB_TESTS } from '../../shared/forms/lab-tests.ts'
import { call } from '../kit/http.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import { EmptyState } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { useChange, type FlagsMoved, type LaboratoryProps } from './change-laboratory.ts'
import { DateBox, TextBox } from './text-box.tsx'
import { FlagsMovedNotice } from './flags-moved.tsx'

type RangeTableProps = LaboratoryProps & { readonly keeps: boolean }

/** The ranges of a laboratory by test and date; former ones stay in sight. */
export function RangeTable({ study, laboratory, keeps }: RangeTableProps): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState<string | null>(null)
  const [flags, setFlags] = useState<FlagsMoved>()
  const { ranges } = laboratory
  const range = ranges.find(({ id }) => id === opened)
  return (
    <>
      {ranges.length === 0 && <EmptyState>{t('lab.noRanges')}</EmptyState>}
      <div className={page['tableWrap']} hidden={ranges.length === 0}>
        <table className={page['table']}>
          <thead>
            <tr>
              <th scope="col">{t('intake.test')}</th>
              <th scope="col">{t('intake.unit')}</th>
              <th scope="col">{t('lab.sex')}</th>
              <th scope="col">{t('lab.age')}</th>
              <th scope="col">{t('lab.lowest')}</th>
              <th scope="col">{t('lab.highest')}</th>
              <th scope="col">{t('lab.validFrom')}</th>
              <th scope="col">{t('lab.validTo')}</th>
              {keeps && <td />}
            </tr>
          </thead>
          <tbody>
            {inOrder(ranges).map((one) => (
              <RangeRow
                key={one.id}
                range={one}
                keeps={keeps}
                opened={one.id === opened}
                onOpen={() => {
                  setOpened(one.id === opened ? null : one.id)
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
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

interface RangeRowProps {
  readonly range: RangeView
  readonly keeps: boolean
  readonly opened: boolean
  readonly onOpen: () => void
}

function RangeRow({ range, keeps, opened, onOpen }: RangeRowProps): ReactNode {
  const { t, language } = useTexts()
  const label = LAB_TESTS.find(({ test: { value } }) => value === range.test)?.test.label[language]
  const sex = { M: t('lab.men'), F: t('lab.women'), any: t('lab.anySex') }[range.sex ?? 'any']
  return (
    <tr>
      <th scope="row">{label ?? range.test}</th>
      <td>{range.unit}</td>
      <td>{sex}</td>
      <td>{ageText(range)}</td>
      <td>{range.low ?? NOTHING}</td>
      <td>{range.high ?? NOTHING}</td>
      <td>{formatDate(range.validFrom, language)}</td>
      <td>{formatDate(range.validTo, language)}</td>
      {keeps && (
        <td>
          <Button
            variant="default"
            size="compact-xs"
            aria-expanded={opened}
            aria-label={t('lab.correctOf', { test: label ?? range.test, date: range.validFrom })}
            onClick={onOpen}
          >
            {t('lab.correct')}
          </Button>
        </td>
      )}
    </tr>
  )
}

function ageText({ ageFrom, ageTo }: RangeView): string {
  if (ageFrom === null) return ageTo === null ? NOTHING : `≤ ${ageTo}`
  return ageTo === null ? `≥ ${ageFrom}` : `${ageFrom}–${ageTo}`
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
