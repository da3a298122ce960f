import type { ReactNode } from 'react'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { toMillimetres } from '../../shared/kernel/number-text.ts'
import type { TimePoint } from '../../shared/response/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { Explained } from '../kit/explained.tsx'
import { formatChange, formatNumber, NOTHING } from '../kit/format.ts'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { stepsOf, type CriterionBand } from './derive-ledger.ts'
import { BASELINE, type Ledger } from './ledger.ts'
import css from './ledger.module.css'

interface BandProps {
  readonly band: CriterionBand
  readonly ledger: Ledger
  readonly records: readonly RecordView[]
}

interface BandLine {
  readonly text: TextKey
  /** Letters of the rules that lead to it. */
  readonly rules: readonly string[]
  readonly draw: (point: TimePoint, texts: Texts) => ReactNode
}

const LINES: readonly BandLine[] = [
  {
    text: 'ledger.sum',
    rules: ['A', 'T'],
    draw: (point, { t }) =>
      point.sum === null && point.partialSum !== null
        ? t('ledger.incomplete', { sum: millimetres(point.partialSum) })
        : millimetres(point.sum),
  },
  {
    text: 'ledger.fromBaseline',
    rules: ['A', 'T'],
    draw: (p) => formatChange(p.percentFromBaseline),
  },
  { text: 'ledger.fromNadir', rules: ['A', 'T'], draw: (p) => formatChange(p.percentFromNadir) },
  {
    text: 'ledger.fromNadirMm',
    rules: ['A', 'T'],
    draw: (p) =>
      p.changeFromNadir === null
        ? NOTHING
        : `${p.changeFromNadir > 0 ? '+' : ''}${millimetres(p.changeFromNadir)}`,
  },
  {
    text: 'ledger.target',
    rules: ['A', 'T', 'M'],
    draw: (p) => <ResponseMark response={p.target} />,
  },
  {
    text: 'ledger.nonTarget',
    rules: ['N', 'K'],
    draw: (p) => <ResponseMark response={p.nonTarget} />,
  },
  {
    text: 'ledger.newLesion',
    rules: ['L'],
    draw: (p, { t }) => t(p.newLesion ? 'enrol.yes' : 'enrol.no'),
  },
  {
    text: 'ledger.overall',
    rules: ['A', 'T', 'N', 'L', 'O', 'K', 'M', 'D'],
    draw: (p) => (
      <strong>
        <ResponseMark response={p.overall} />
      </strong>
    ),
  },
]

function millimetres(tenths: number | null): string {
  return tenths === null ? NOTHING : formatNumber(toMillimetres(tenths))
}

/** The derived values under one criterion; each explains itself on a click. */
export function Band({ band, ledger, records }: BandProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  return (
    <tbody>
      <tr className={css['bandHead']}>
        <th colSpan={ledger.columns.length + 1} scope="colgroup">
          {t('ledger.derivedBy', { criteria: band.key })}
        </th>
      </tr>
      {LINES.map((line) => (
        <tr key={line.text}>
          <th scope="row" className={css['first']}>
            {t(line.text)}
          </th>
          {ledger.columns.map(({ visit }) => (
            <td key={visit} className={css['visit']}>
              <BandCell band={band} line={line} visit={visit} />
            </td>
          ))}
        </tr>
      ))}
      <tr>
        <th scope="row" className={css['first']}>
          {t('review.own')}
        </th>
        {ledger.columns.map(({ visit }) => (
          <td key={visit} className={css['visit']}>
            <OwnResponse
              own={ownResponse(records, band.key, visit)}
              derived={band.timePoints.get(visit)?.overall ?? null}
            />
          </td>
        ))}
      </tr>
      <QueryLine band={band} ledger={ledger} />
    </tbody>
  )
}

interface BandCellProps {
  readonly band: CriterionBand
  readonly line: BandLine
  readonly visit: string
}

function BandCell({ band, line, visit }: BandCellProps): ReactNode {
  const texts = useTexts()
  if (visit === BASELINE) {
    return line.text === 'ledger.sum' ? formatNumber(band.baselineSum) : null
  }
  const point = band.timePoints.get(visit)
  if (point === undefined) return null
  return (
    <Explained
      label={`${texts.t(line.text)}, ${visit}, ${band.key}`}
      trace={stepsOf(point, line.rules)}
    >
      {line.draw(point, texts)}
    </Explained>
  )
}

/** The investigator's own: a value of its own, never overwritten by the derived one. */
function OwnResponse({
  own,
  derived,
}: {
  readonly own: string | null
  readonly derived: string | null
}): ReactNode {
  const { t } = useTexts()
  const differs = own !== null && derived !== null && own !== derived
  return (
    <>
      <ResponseMark response={own} />
      {differs && <div className={css['link']}>≠ {t('ledger.ownDiffers')}</div>}
    </>
  )
}

function ownResponse(
  records: readonly RecordView[],
  criteria: string,
  visit: string,
): string | null {
  const review = records.find(
    (record) => record.form === 'responses' && record.visit === visit && record.rowKey === criteria,
  )
  return review?.values.items['OVRLRESP'] ?? null
}

function QueryLine({ band, ledger }: Pick<BandProps, 'band' | 'ledger'>): ReactNode {
  const { t, tKnown } = useTexts()
  const ofVisit = (visit: string): readonly string[] =>
    visit === BASELINE
      ? band.baselineQueries.map(({ code, lesion }) => tKnown(`query.${code}`, { lesion }))
      : (band.timePoints.get(visit)?.queries ?? []).map((code) => tKnown(`query.${code}`))
  if (ledger.columns.every(({ visit }) => ofVisit(visit).length === 0)) return null
  return (
    <tr>
      <th scope="row" className={css['first']}>
        {t('ledger.look')}
      </th>
      {ledger.columns.map(({ visit }) => (
        <td key={visit} className={`${css['visit'] ?? ''} ${css['queries'] ?? ''}`}>
          {ofVisit(visit).map((text) => (
            <div key={text}>△ {text}</div>
          ))}
        </td>
      ))}
    </tr>
  )
}
