import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { FoundProblem, ProblemCount } from '../../shared/api/routes/export-runs.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { NOTHING } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import page from '../kit/page.module.css'
import { findForm } from '../kit/subject-data.ts'
import { formPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { partOf } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

interface RuleTableProps {
  readonly counts: readonly ProblemCount[]
  readonly onChoose: (rule: string) => void
}

/** How often each rule is broken in each dataset; a rule leads to its problems. */
export function RuleTable({ counts, onChoose }: RuleTableProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  return (
    <SortableTable name="rules" rows={counts} columns={ruleColumns(texts)} first={15} width={760}>
      {({ rule, severity, dataset, count }) => (
        <tr key={`${severity} ${rule} ${dataset}`}>
          <td>{t(`conformance.severity.${severity}`)}</td>
          <th scope="row">
            <Button
              variant="subtle"
              size="compact-sm"
              px={0}
              onClick={() => {
                onChoose(rule)
              }}
            >
              {rule}
            </Button>
          </th>
          <td>{dataset}</td>
          <td className={page['number']}>{count}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function ruleColumns({ t }: Texts): readonly TableColumn<ProblemCount>[] {
  return [
    {
      key: 'severity',
      head: t('conformance.severity'),
      value: ({ severity }) => t(`conformance.severity.${severity}`),
      code: ({ severity }) => severity,
    },
    { key: 'rule', head: t('conformance.rule'), value: ({ rule }) => rule },
    { key: 'dataset', head: t('conformance.dataset'), value: ({ dataset }) => dataset },
    {
      key: 'count',
      head: t('conformance.count'),
      numeric: true,
      value: ({ count }) => count,
    },
  ]
}

interface ProblemTableProps {
  readonly study: Study
  readonly problems: readonly FoundProblem[]
  /** How many there are with those that are not here. */
  readonly total: number
}

/** The problems, each with the way to the form that it comes from. */
export function ProblemTable({ study, problems, total }: ProblemTableProps): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  return (
    <SortableTable
      name="problems"
      rows={problems}
      columns={problemColumns(study, texts)}
      part={partOf(problems.length, total)}
    >
      {(problem) => {
        const { rule, severity, dataset, variable, subjid, message } = problem
        return (
          <tr key={problems.indexOf(problem)}>
            <td>{t(`conformance.severity.${severity}`)}</td>
            <td className={page['nowrap']}>{rule}</td>
            <td className={page['nowrap']}>
              {dataset}
              {variable !== null && `.${variable}`}
            </td>
            <td className={page['nowrap']}>
              {subjid === null ? NOTHING : <Link to={subjectPath(study.id, subjid)}>{subjid}</Link>}
            </td>
            <td style={{ overflowWrap: 'anywhere' }}>{say(message)}</td>
            <td>
              <Place study={study} problem={problem} />
            </td>
          </tr>
        )
      }}
    </SortableTable>
  )
}

function Place({
  study,
  problem,
}: {
  readonly study: Study
  readonly problem: FoundProblem
}): ReactNode {
  const texts = useTexts()
  const { place, subjid } = problem
  if (place === null || subjid === null) return NOTHING
  const { visit, form } = place
  const to =
    visit === null ? formPath(study.id, subjid, form) : visitPath(study.id, subjid, visit, form)
  return <Link to={to}>{placeText(study, problem, texts)}</Link>
}

/** Form, visit and item in words. */
function placeText(study: Study, { place }: FoundProblem, { say }: Texts): string {
  if (place === null) return ''
  const form = findForm(study, place.form)
  const title = form === undefined ? place.form : say(form.title)
  const item = place.item === null ? null : say(itemLabel(form, place.item))
  return [title, place.visit, item].filter((part) => part !== null).join(' · ')
}

function problemColumns(study: Study, texts: Texts): readonly TableColumn<FoundProblem>[] {
  const { t, say } = texts
  return [
    {
      key: 'severity',
      head: t('conformance.severity'),
      value: ({ severity }) => t(`conformance.severity.${severity}`),
      code: ({ severity }) => severity,
    },
    { key: 'rule', head: t('conformance.rule'), value: ({ rule }) => rule },
    {
      key: 'variable',
      head: t('conformance.variable'),
      value: ({ dataset, variable }) => (variable === null ? dataset : `${dataset}.${variable}`),
    },
    { key: 'subject', head: t('conformance.subject'), value: ({ subjid }) => subjid },
    { key: 'message', head: t('conformance.message'), value: ({ message }) => say(message) },
    {
      key: 'place',
      head: t('conformance.place'),
      value: (problem) => placeText(study, problem, texts) || null,
    },
  ]
}
