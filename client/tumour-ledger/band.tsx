import type { ReactNode } from 'react'
import { besideEachOther } from '../../shared/kernel/bilingual.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { toMillimetres } from '../../shared/kernel/number-text.ts'
import type { TimePoint } from '../../shared/response/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { Explained, Proven } from '../kit/explained.tsx'
import { formatChange, formatNumber, NOTHING } from '../kit/format.ts'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { CriterionBand } from './derive-ledger.ts'
import { BASELINE, type Ledger } from './ledger.ts'
import css from './ledger.module.css'

interface BandProps {
  readonly band: CriterionBand
  readonly ledger: Ledger
  readonly records: readonly RecordView[]
  readonly forms: readonly FormDefinition[]
  /** The subject whose saved values these are; null while something in the boxes is not saved. */
  readonly saved: { readonly study: string; readonly subject: string } | null
}

interface BandLine {
  readonly text: TextKey
  /** Name of its step in the proof. */
  readonly part: string
  /** Whether the engine made that step. */
  readonly isDerived: (point: TimePoint, band: CriterionBand) => boolean
  readonly draw: (point: TimePoint, texts: Texts) => ReactNode
}

const hasTargets = ({ target }: TimePoint): boolean => target !== null

const LINES: readonly BandLine[] = [
  {
    text: 'ledger.sum',
    part: 'sum',
    isDerived: hasTargets,
    draw: (point, { t }) =>
      point.sum === null && point.partialSum !== null
        ? t('ledger.incomplete', { sum: millimetres(point.partialSum) })
        : millimetres(point.sum),
  },
  {
    text: 'ledger.fromBaseline',
    part: 'percentFromBaseline',
    isDerived: (p, { baselineSum }) => hasTargets(p) && baselineSum !== 0,
    draw: (p, { language }) => formatChange(p.percentFromBaseline, language),
  },
  {
    text: 'ledger.fromNadir',
    part: 'percentFromNadir',
    isDerived: (p) => hasTargets(p) && p.nadirBefore !== 0,
    draw: (p, { language }) => formatChange(p.percentFromNadir, language),
  },
  {
    text: 'ledger.fromNadirMm',
    part: 'changeFromNadir',
    isDerived: hasTargets,
    draw: (p) =>
      p.changeFromNadir === null
        ? NOTHING
        : `${p.changeFromNadir > 0 ? '+' : ''}${millimetres(p.changeFromNadir)}`,
  },
  {
    text: 'ledger.target',
    part: 'target',
    isDerived: hasTargets,
    draw: (p) => <ResponseMark response={p.target} />,
  },
  {
    text: 'ledger.nonTarget',
    part: 'nonTarget',
    isDerived: (p) => p.nonTarget !== null,
    draw: (p) => <ResponseMark response={p.nonTarget} />,
  },
  {
    text: 'ledger.newLesion',
    part: 'newLesion',
    isDerived: () => true,
    draw: (p, { t }) => t(p.newLesion ? 'enrol.yes' : 'enrol.no'),
  },
  {
    text: 'ledger.overall',
    part: 'overall',
    isDerived: () => true,
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
export function Band(props: BandProps): ReactNode {
  const { band, ledger, records } = props
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
              <BandCell {...props} line={line} visit={visit} />
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

interface BandCellProps extends BandProps {
  readonly line: BandLine
  readonly visit: string
}

function BandCell(props: BandCellProps): ReactNode {
  const { band, line, visit } = props
  const texts = useTexts()
  const point = band.timePoints.get(visit)
  if (visit === BASELINE) {
    const isShown = line.part === 'sum' && band.baselineSum !== null
    return isShown ? (
      <CellWithProof {...props}>{formatNumber(band.baselineSum)}</CellWithProof>
    ) : null
  }
  if (point === undefined) return null
  return <CellWithProof {...props}>{line.draw(point, texts)}</CellWithProof>
}

/** What is saved leads down to its entries; while one types, the engine's steps are those of the boxes. */
function CellWithProof(props: BandCellProps & { readonly children: ReactNode }): ReactNode {
  const { band, line, visit, saved, forms, children } = props
  const { t, language } = useTexts()
  const label = besideEachOther([t(line.text), visit, band.key], language)
  const point = band.timePoints.get(visit)
  // What the engine has no step for, as a sum without targets, is explained by the whole it leads to.
  const isDerived = point === undefined || line.isDerived(point, band)
  const fact = FACTS.at(band.key, visit, isDerived ? line.part : 'overall')
  if (saved !== null) {
    return (
      <Proven {...saved} label={label} fact={fact} view={{}}>
        {children}
      </Proven>
    )
  }
  return (
    <Explained label={label} trace={band.steps} fact={fact} forms={forms}>
      {children}
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
