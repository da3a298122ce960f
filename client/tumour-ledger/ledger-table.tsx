import { Fragment, type KeyboardEvent, type ReactNode } from 'react'
import { moveInGrid } from '../kit/form/grid-keys.ts'
import { useTexts } from '../kit/texts.ts'
import { Band } from './band.tsx'
import { DateRow } from './date-row.tsx'
import type { LedgerTableProps } from './ledger-props.ts'
import { LesionRow } from './lesion-row.tsx'
import css from './ledger.module.css'

const GROUPS = [
  { group: 'TARGET', text: 'ledger.targets' },
  { group: 'NON-TARGET', text: 'ledger.nonTargets' },
  { group: 'NEW', text: 'ledger.newLesions' },
  { group: '', text: 'ledger.unknownLesions' },
] as const

/** The ledger: the rows of the lesions, then a band of derived values for each criterion. */
export function LedgerTable(props: LedgerTableProps): ReactNode {
  const { t } = useTexts()
  const { ledger, bands } = props
  const width = ledger.columns.length + 1
  const viable = bands.some(({ diameter }) => diameter === 'VDIAM')
  const onKeyDown = (event: KeyboardEvent): void => {
    moveInGrid(event)
  }
  return (
    <div className={css['scroll']}>
      <table className={css['ledger']} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" className={css['first']}>
              {t('ledger.lesion')}
            </th>
            {ledger.columns.map(({ visit }) => (
              <th scope="col" key={visit} className={css['visit']}>
                {visit}
                {!props.readOnly && props.isHeld(visit) && (
                  <div className={css['where']}>{t('ledger.held')}</div>
                )}
                {viable && <div className={css['where']}>{t('ledger.wholeViable')}</div>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <DateRow {...props} />
          {GROUPS.map(({ group, text }) => {
            const lesions = ledger.lesions.filter((lesion) => lesion.group === group)
            if (lesions.length === 0) return null
            return (
              <Fragment key={group}>
                <tr className={css['groupRow']}>
                  <th colSpan={width} scope="colgroup">
                    {t(text)}
                  </th>
                </tr>
                {lesions.map((lesion) => (
                  <LesionRow key={lesion.id} lesion={lesion} viable={viable} {...props} />
                ))}
              </Fragment>
            )
          })}
        </tbody>
        {bands.map((band) => (
          <Band
            key={band.key}
            band={band}
            ledger={ledger}
            records={props.records}
            forms={props.forms}
            saved={props.saved}
          />
        ))}
      </table>
    </div>
  )
}
