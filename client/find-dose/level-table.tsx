import type { ReactNode } from 'react'
import { formatShare, formatShareLimits } from '../../shared/kernel/shown-number.ts'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { DoseBoard, DoseLevelView } from './queries.ts'

/** A dose level with how many of its windows run. */
type Line = DoseLevelView & { readonly running: number }

const COUNTS = ['enrolled', 'treated', 'evaluable', 'toxicities', 'running'] as const

/** A row for each dose level, the lowest first. */
export function LevelTable({ board }: { readonly board: DoseBoard }): ReactNode {
  const texts = useTexts()
  const { say, language } = texts
  const lines = board.levels.map((level): Line => {
    const own = board.subjects.filter(({ cohort }) => cohort === level.key)
    return { ...level, running: own.filter(({ state }) => state === 'running').length }
  })
  return (
    <SortableTable
      name="dose-levels"
      rows={lines}
      columns={columnsOf(texts)}
      width={900}
      className={page['wrapHeads']}
    >
      {(line) => (
        <tr key={line.key}>
          <th scope="row" style={{ minWidth: 180 }}>
            {line.key}
            <div className={page['soft']} style={{ fontWeight: 400 }}>
              {say(line.label)}
            </div>
          </th>
          {COUNTS.map((count) => (
            <td key={count} className={page['number']}>
              {line[count]}
            </td>
          ))}
          <td className={page['number']}>{formatShare(line.estimate, language)}</td>
          <td className={page['number']}>{formatShareLimits(line.lower, line.upper, language)}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf({ t, language }: Texts): readonly TableColumn<Line>[] {
  return [
    { key: 'level', head: t('dose.level'), value: ({ key }) => key },
    ...COUNTS.map((count) => ({
      ...{ key: count, head: t(`dose.${count}`), numeric: true },
      value: (line: Line) => line[count],
    })),
    {
      ...{ key: 'share', head: t('dose.share'), numeric: true },
      value: ({ estimate }) => formatShare(estimate, language),
      order: ({ estimate }) => estimate,
    },
    {
      ...{ key: 'limits', head: t('dose.limits'), numeric: true },
      value: ({ lower, upper }) => formatShareLimits(lower, upper, language),
      order: ({ upper }) => upper,
    },
  ]
}
