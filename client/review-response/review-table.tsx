import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { besideEachOther } from '../../shared/kernel/bilingual.ts'
import { isReviewForm } from '../../shared/forms/review-form.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { Proven } from '../kit/explained.tsx'
import { formatChange, formatDate, formatNumber, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { ResponseMark } from '../kit/response-mark.tsx'
import { mayFill, type SubjectScreen } from '../kit/subject-data.ts'
import { ClosablePart, useClosing, type Closing } from '../kit/form/leave-guard.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { HistoryLink } from '../kit/form/history-link.tsx'
import { ReviewForm } from './review-form.tsx'
import type { Review } from './reviews.ts'
import css from './review.module.css'

const STATE_SIGNS = { 'to-do': '◔', agrees: '●', differs: '≠', reopened: '↺' } as const

interface ReviewTableProps {
  readonly screen: SubjectScreen
  readonly reviews: readonly Review[]
  /** The visit whose review is open at first; null: none is. */
  readonly first?: string | null
}

/** The reviews of one criterion, visit by visit; the one chosen opens below its row. */
export function ReviewTable({ screen, reviews, first = null }: ReviewTableProps): ReactNode {
  const texts = useTexts()
  const [chosen, setChosen] = useState<string | null>(screen.mayReview ? first : null)
  const closing = useClosing()
  return (
    <SortableTable
      name={`reviews-${reviews[0]?.criteria ?? ''}`}
      rows={reviews}
      columns={columnsOf(texts)}
      actions={texts.t('form.rowActions')}
      keep={({ visit }) => visit === chosen}
    >
      {(review) => (
        <ReviewRow
          key={review.visit}
          screen={screen}
          review={review}
          opened={chosen === review.visit}
          closing={closing}
          onChoose={setChosen}
        />
      )}
    </SortableTable>
  )
}

function columnsOf({ t, language }: Texts): readonly TableColumn<Review>[] {
  return [
    { key: 'visit', head: t('visit.visit'), value: ({ visit }) => visit },
    dateColumn(
      { key: 'date', head: t('review.date'), of: ({ timepoint }) => timepoint?.row.date },
      language,
    ),
    ...FIGURES.map(({ key, head, format }) => ({
      key,
      head: t(head),
      numeric: true,
      value: ({ timepoint }: Review) => {
        const figure = timepoint?.row[key] ?? null
        return figure === null ? null : format(figure, language)
      },
      order: ({ timepoint }: Review) => timepoint?.row[key] ?? null,
    })),
    {
      key: 'derived',
      head: t('review.derived'),
      value: ({ timepoint }) => timepoint?.row.derived ?? null,
    },
    { key: 'own', head: t('review.own'), value: ownText },
    {
      key: 'state',
      head: t('subjects.state'),
      value: ({ state }) => t(`review.${state}`),
      code: ({ state }) => state,
    },
  ]
}

interface FigureColumn {
  readonly key: 'sum' | 'percentFromBaseline' | 'percentFromNadir'
  readonly head: 'ledger.sum' | 'ledger.fromBaseline' | 'ledger.fromNadir'
  readonly format: (value: number, language: Texts['language']) => string
}

const FIGURES: readonly FigureColumn[] = [
  { key: 'sum', head: 'ledger.sum', format: (sum) => formatNumber(sum) },
  { key: 'percentFromBaseline', head: 'ledger.fromBaseline', format: formatChange },
  { key: 'percentFromNadir', head: 'ledger.fromNadir', format: formatChange },
]

/** The investigator's response, with the reason where it differs. */
function ownText({ record }: Review): string {
  const items = record?.values.items
  return [items?.['OVRLRESP'], items?.['RSREASON']]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
}

interface ReviewRowProps {
  readonly screen: SubjectScreen
  readonly review: Review
  readonly opened: boolean
  readonly closing: Closing
  /** Opens the review of a visit, or none. */
  readonly onChoose: (visit: string | null) => void
}

function ReviewRow(props: ReviewRowProps): ReactNode {
  const { screen, review, opened, closing, onChoose } = props
  const { t } = useTexts()
  const { record } = review
  const action = record === null ? 'review.give' : 'review.change'
  const toggle = (): void => {
    closing.close(() => {
      onChoose(opened ? null : review.visit)
    })
  }
  return (
    <>
      <tr data-state={review.state} className={css['row']}>
        <th scope="row">{review.visit}</th>
        <DerivedCells
          review={review}
          of={{ study: screen.study.id, subject: screen.subject.subjid }}
        />
        <td>
          <ResponseMark response={record?.values.items['OVRLRESP'] ?? null} />
          <div className={page['soft']}>{record?.values.items['RSREASON']}</div>
        </td>
        <td className={page['nowrap']}>
          <span aria-hidden="true">{STATE_SIGNS[review.state]}</span> {t(`review.${review.state}`)}
        </td>
        <td className={page['number']}>
          <HistoryLink
            compact
            study={screen.study.id}
            subjid={screen.subject.subjid}
            record={record}
          />{' '}
          {(opened || mayReviewAt(screen, review.visit)) && (
            <Button variant="default" size="compact-xs" aria-expanded={opened} onClick={toggle}>
              {t(opened ? 'frame.close' : action)}
            </Button>
          )}
        </td>
      </tr>
      {opened && (
        <tr>
          <td colSpan={9} className={css['form']}>
            <ClosablePart closing={closing}>
              <ReviewForm
                screen={screen}
                review={review}
                onClose={toggle}
                onDone={() => {
                  onChoose(null)
                }}
              />
            </ClosablePart>
          </td>
        </tr>
      )}
    </>
  )
}

/** By right, and where neither the visit nor its reviews are held. */
function mayReviewAt(screen: SubjectScreen, visit: string): boolean {
  const form = screen.study.definition.forms.find(isReviewForm)
  return form === undefined ? screen.mayReview : mayFill(screen, form, visit)
}

interface DerivedCellsProps {
  readonly review: Review
  readonly of: { readonly study: string; readonly subject: string }
}

/** What the measurements come to: date, sum, changes and the derived response, each with its proof. */
function DerivedCells({ review, of }: DerivedCellsProps): ReactNode {
  const { language } = useTexts()
  const { timepoint } = review
  if (timepoint === null) return [1, 2, 3, 4, 5].map((cell) => <td key={cell}>{NOTHING}</td>)
  const { row } = timepoint
  return (
    <>
      <td className={page['nowrap']}>
        <DerivedPart {...{ review, of }} part="date">
          {formatDate(row.date, language)}
        </DerivedPart>
      </td>
      {FIGURES.map(({ key, format }) => (
        <td key={key} className={page['number']}>
          {row[key] === null ? (
            NOTHING
          ) : (
            <DerivedPart {...{ review, of }} part={key}>
              {format(row[key], language)}
            </DerivedPart>
          )}
        </td>
      ))}
      <td>
        <DerivedPart {...{ review, of }} part="overall">
          <ResponseMark response={row.derived} />
        </DerivedPart>
      </td>
    </>
  )
}

/** What each part is called in front of its proof. */
const PART_HEADS = {
  date: 'review.date',
  sum: 'ledger.sum',
  percentFromBaseline: 'ledger.fromBaseline',
  percentFromNadir: 'ledger.fromNadir',
  overall: 'review.derived',
} as const

function DerivedPart(
  props: DerivedCellsProps & {
    readonly part: keyof typeof PART_HEADS
    readonly children: ReactNode
  },
): ReactNode {
  const { review, of, part, children } = props
  const { t, language } = useTexts()
  const { visit, criteria } = review
  return (
    <Proven
      {...of}
      label={
        part === 'overall'
          ? t('review.derivedAt', { visit, criteria })
          : besideEachOther([t(PART_HEADS[part]), visit, criteria], language)
      }
      fact={FACTS.at(criteria, visit, part)}
      view={{}}
    >
      {children}
    </Proven>
  )
}
