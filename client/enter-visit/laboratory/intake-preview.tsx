import { Checkbox, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { LAB_TESTS } from '../../../shared/forms/lab-tests.ts'
import type { IntakeRow, LineChoice } from '../../../shared/lab-intake/plan-intake.ts'
import { unitsOfTest } from '../../../shared/laboratory/test-units.ts'
import { useTexts } from '../../kit/texts.ts'
import css from './laboratory.module.css'
import { FlagMark, rangeText } from './result-details.tsx'

interface IntakePreviewProps {
  readonly rows: readonly IntakeRow[]
  readonly isTaken: (row: IntakeRow) => boolean
  readonly onTick: (key: string, on: boolean) => void
  readonly onChoose: (key: string, choice: LineChoice) => void
}

/** The print-out line by line: what it says, what it was matched to, and what is to be looked at. */
export function IntakePreview({ rows, ...acts }: IntakePreviewProps): ReactNode {
  const { t } = useTexts()
  if (rows.length === 0) return <p>{t('intake.nothing')}</p>
  return (
    <div className={css['scroll']} role="region" aria-label={t('intake.preview')} tabIndex={0}>
      <table className={css['preview']}>
        <thead>
          <tr>
            <th scope="col">{t('intake.takeIn')}</th>
            <th scope="col">{t('intake.printed')}</th>
            <th scope="col">{t('intake.test')}</th>
            <th scope="col">{t('intake.result')}</th>
            <th scope="col">{t('intake.unit')}</th>
            <th scope="col">{t('intake.range')}</th>
            <th scope="col">{t('intake.look')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PreviewRow key={row.key} row={row} {...acts} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type PreviewRowProps = Omit<IntakePreviewProps, 'rows'> & { readonly row: IntakeRow }

function PreviewRow({ row, isTaken, onTick, onChoose }: PreviewRowProps): ReactNode {
  const { t } = useTexts()
  const taken = isTaken(row)
  const outside = row.flag === 'H' || row.flag === 'L' ? row.flag : null
  return (
    <tr data-off={!taken}>
      <td>
        <Checkbox
          size="xs"
          aria-label={t('intake.takeLine', { name: row.name })}
          checked={taken}
          disabled={row.state !== 'matched' || row.unit === ''}
          onChange={(event) => {
            onTick(row.key, event.currentTarget.checked)
          }}
        />
      </td>
      <td className={css['name']}>
        {row.name}
        <div className={css['soft']}>{row.source}</div>
      </td>
      <td>
        <TestChoice row={row} onChoose={onChoose} />
      </td>
      <td>{row.result}</td>
      <td>{row.state === 'matched' ? <UnitChoice row={row} onChoose={onChoose} /> : row.unit}</td>
      <td>
        {rangeText(row.low, row.high)} {outside !== null && <FlagMark flag={outside} />}
        {row.limitsBy === 'laboratory' && (
          <div className={css['soft']}>{t('intake.rangeOfLaboratory')}</div>
        )}
      </td>
      <td className={css['notes']}>
        <Notes row={row} />
      </td>
    </tr>
  )
}

type ChoiceProps = Pick<PreviewRowProps, 'row' | 'onChoose'>

function TestChoice({ row, onChoose }: ChoiceProps): ReactNode {
  const { t, language } = useTexts()
  const known = LAB_TESTS.map(({ test: { value, label } }) => ({ value, label: label[language] }))
  const isOther = row.test !== '' && known.every(({ value }) => value !== row.test)
  return (
    <NativeSelect
      size="xs"
      aria-label={t('intake.testOf', { name: row.name })}
      value={row.test}
      data={[
        { value: '', label: t(row.state === 'unmatched' ? 'intake.unmatched' : 'intake.leftOut') },
        ...(isOther ? [{ value: row.test, label: row.test }] : []),
        ...known,
      ]}
      onChange={(event) => {
        onChoose(row.key, { test: event.currentTarget.value })
      }}
    />
  )
}

function UnitChoice({ row, onChoose }: ChoiceProps): ReactNode {
  const { t } = useTexts()
  const units = [...new Set([row.unit, row.printedUnit, ...unitsOfTest(row.test)])]
  return (
    <NativeSelect
      size="xs"
      aria-label={t('intake.unitOf', { name: row.name })}
      value={row.unit}
      data={units.filter((unit) => unit !== '' || row.unit === '')}
      onChange={(event) => {
        onChoose(row.key, { unit: event.currentTarget.value })
      }}
    />
  )
}

function Notes({ row }: { readonly row: IntakeRow }): ReactNode {
  const { t } = useTexts()
  if (row.state === 'unmatched') return <div>△ {t('intake.note.unmatched')}</div>
  if (row.state !== 'matched') return null
  const { unit, unitOfRange } = row
  const params = { former: row.former ?? '', unit, unitOfRange }
  return row.notes.map((note) => <div key={note}>△ {t(`intake.note.${note}`, params)}</div>)
}
