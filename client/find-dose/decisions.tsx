import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type {
  DoseDecisionVersion,
  DoseDecisionView,
} from '../../shared/api/routes/dose-decisions.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { DOSE_DECISION_WORDS } from '../../shared/protocol/dose-decisions.ts'
import { formatDate, formatTime, NOTHING } from '../kit/format.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { usePermissions } from '../kit/session.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { DecisionForm } from './decision-form.tsx'
import type { DoseBoard } from './queries.ts'

interface DecisionsProps {
  readonly study: Study
  readonly board: DoseBoard
}

/** What the committee decided, the latest first, and the form to record or correct a decision. */
export function Decisions({ study, board }: DecisionsProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [corrected, setCorrected] = useState<DoseDecisionView | null>(null)
  const { decisions } = board
  const mayDecide = board.everySite && may('dose.decide', { study: study.id })
  return (
    <Section title={t('dose.decisions')}>
      {decisions.length === 0 ? (
        <EmptyState>{t('dose.decisionsNone')}</EmptyState>
      ) : (
        <DecisionTable decisions={decisions} onCorrect={mayDecide ? setCorrected : null} />
      )}
      {mayDecide && corrected !== null && (
        <DecisionForm
          key={`${corrected.id} ${corrected.version}`}
          study={study}
          board={board}
          corrected={corrected}
          onClose={() => {
            setCorrected(null)
          }}
        />
      )}
      {mayDecide && (
        // What was typed of a new decision stays while another one is corrected.
        <div hidden={corrected !== null}>
          <DecisionForm study={study} board={board} corrected={null} onClose={() => undefined} />
        </div>
      )}
    </Section>
  )
}

interface DecisionTableProps {
  readonly decisions: readonly DoseDecisionView[]
  /** Null for who may not decide. */
  readonly onCorrect: ((decision: DoseDecisionView) => void) | null
}

function DecisionTable({ decisions, onCorrect }: DecisionTableProps): ReactNode {
  const texts = useTexts()
  const { t, say, language } = texts
  return (
    <SortableTable
      name="dose-decisions"
      rows={decisions}
      columns={columnsOf(texts)}
      {...(onCorrect === null ? {} : { actions: t('dose.correct') })}
      width={1100}
    >
      {(one) => (
        <tr key={one.id}>
          <th scope="row" className={page['nowrap']}>
            {formatDate(one.decidedOn, language)}
          </th>
          <td>{one.cohort}</td>
          <td style={{ minWidth: 72 }}>{say(DOSE_DECISION_WORDS[one.decision])}</td>
          <td>{one.nextCohort ?? NOTHING}</td>
          <td style={{ overflowWrap: 'anywhere', minWidth: 240 }}>
            {one.reason === '' ? NOTHING : one.reason}
            <div className={page['soft']}>{one.members}</div>
            <Earlier decision={one} />
          </td>
          <td style={{ minWidth: 160 }}>{basisText(one, texts)}</td>
          <td>
            {one.recordedBy}
            <div className={page['soft']}>{formatTime(one.recordedAt)}</div>
          </td>
          {onCorrect !== null && (
            <td>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => {
                  onCorrect(one)
                }}
              >
                {t('dose.correct')}
              </Button>
            </td>
          )}
        </tr>
      )}
    </SortableTable>
  )
}

/** The versions before, each as it was recorded. */
function Earlier({ decision }: { readonly decision: DoseDecisionView }): ReactNode {
  const texts = useTexts()
  const { t, say, language } = texts
  const { earlier, correction } = decision
  if (earlier.length === 0) return null
  return (
    <>
      <div className={page['soft']}>{t('dose.correctedBecause', { why: correction ?? '' })}</div>
      <details>
        <summary>{t('dose.earlier', { n: earlier.length })}</summary>
        {earlier.map((one) => (
          <div key={one.version} className={page['soft']}>
            {[
              t('dose.version', { n: one.version }),
              formatDate(one.decidedOn, language),
              one.cohort,
              say(DOSE_DECISION_WORDS[one.decision]),
              ...(one.nextCohort === null ? [] : [`→ ${one.nextCohort}`]),
              one.reason,
              one.members,
              `${one.recordedBy}, ${formatTime(one.recordedAt)}`,
            ].join(' · ')}
          </div>
        ))}
      </details>
    </>
  )
}

function basisText({ basis }: DoseDecisionVersion, { t, language }: Texts): string {
  if (basis === null) return NOTHING
  const { cutoff, ...counts } = basis
  return t('dose.basisText', { ...counts, cutoff: formatDate(cutoff, language) })
}

function columnsOf(texts: Texts): readonly TableColumn<DoseDecisionView>[] {
  const { t, say, language } = texts
  return [
    {
      ...{ key: 'decidedOn', head: t('dose.decidedOn') },
      value: ({ decidedOn }) => formatDate(decidedOn, language),
      order: ({ decidedOn }) => decidedOn,
    },
    { key: 'level', head: t('dose.level'), value: ({ cohort }) => cohort },
    {
      ...{ key: 'decision', head: t('dose.decision') },
      value: ({ decision }) => say(DOSE_DECISION_WORDS[decision]),
      code: ({ decision }) => decision,
    },
    { key: 'next', head: t('dose.next'), value: ({ nextCohort }) => nextCohort },
    { key: 'reason', head: t('dose.reason'), value: ({ reason }) => reason },
    { key: 'basis', head: t('dose.basis'), value: (one) => basisText(one, texts) },
    {
      ...{ key: 'recorded', head: t('dose.recorded') },
      value: ({ recordedBy, recordedAt }) => `${recordedBy}, ${formatTime(recordedAt)}`,
      order: ({ recordedAt }) => recordedAt,
    },
  ]
}
