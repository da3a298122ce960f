import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import {
  approveCoding,
  proposeCoding,
  type CodedAnswer,
  type CodingView,
} from '../../shared/api/routes/coding.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { call } from '../kit/http.ts'
import { formatTime } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { formPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './coding.module.css'
import { pathText } from './path-text.ts'
import { placeText } from './place-text.ts'
import { TermSearch } from './term-search.tsx'
import { WithdrawBox } from './withdraw-box.tsx'

interface AnswerRowProps {
  readonly study: Study
  readonly answer: CodedAnswer
  /** The release to code with; null: none is loaded, or the person does not code. */
  readonly dictionary: string | null
  readonly mayCode: boolean
}

/** One free text: where it stands, its code, and what can be done about it. */
export function AnswerRow(props: AnswerRowProps): ReactNode {
  const { study, answer, dictionary, mayCode } = props
  const { t } = useTexts()
  const { verbatim, state, coding } = answer
  const isOpen = state === 'to-code' || state === 'outdated'
  return (
    <tr>
      <td>
        <strong>{verbatim}</strong>
      </td>
      <td>
        <Place study={study} answer={answer} />
      </td>
      <td className={page['nowrap']}>{t(`coding.state.${state}`)}</td>
      <td>
        {coding !== null && <CodedTerm coding={coding} />}
        {isOpen && dictionary !== null && (
          <Propose study={study.id} answer={answer} dictionary={dictionary} />
        )}
      </td>
      <td className={css['acts']}>
        {mayCode && coding !== null && (
          <Settle study={study.id} verbatim={verbatim} coding={coding} />
        )}
      </td>
    </tr>
  )
}

function Place({ study, answer }: Pick<AnswerRowProps, 'study' | 'answer'>): ReactNode {
  const { say } = useTexts()
  return (
    <>
      <Link to={formPath(study.id, answer.subjid, answer.form)}>{answer.subjid}</Link>
      <div className={page['soft']}>{placeText(study, answer, say)}</div>
    </>
  )
}

function CodedTerm({ coding }: { readonly coding: CodingView }): ReactNode {
  const { t } = useTexts()
  const { term, code, path, release, codedBy, codedAt, approvedBy, approvedAt } = coding
  const by = approvedBy ?? codedBy
  return (
    <div>
      {term} <span className={page['soft']}>{code}</span>
      <div className={page['soft']}>{pathText(path)}</div>
      <div className={page['soft']}>
        {release} · {t('coding.by', { who: by, when: formatTime(approvedAt ?? codedAt) })}
      </div>
    </div>
  )
}

interface ProposeProps {
  readonly study: string
  readonly answer: CodedAnswer
  readonly dictionary: string
}

/** The suggestion to take with one click, and the search for another term. */
function Propose({ study, answer, dictionary }: ProposeProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const { record, item, verbatim, suggestion } = answer
  const proposing = useMutation({
    mutationFn: (code: string) =>
      call(proposeCoding, {
        params: { study },
        body: { record, item, verbatim, dictionary, code },
      }),
    onSettled: () => invalidateStudyData(client, study),
  })
  return (
    <div className={css['propose']}>
      {suggestion !== null && (
        <div>
          <span className={page['soft']}>{t('coding.suggested')}</span> {suggestion.name}{' '}
          <Button
            variant="default"
            size="compact-xs"
            loading={proposing.isPending}
            aria-label={t('coding.takeTerm', { term: suggestion.name, text: verbatim })}
            onClick={() => {
              proposing.mutate(suggestion.code)
            }}
          >
            {t('coding.take')}
          </Button>
          <div className={page['soft']}>{pathText(suggestion.parents)}</div>
        </div>
      )}
      <TermSearch
        study={study}
        dictionary={dictionary}
        verbatim={verbatim}
        onTake={(term) => {
          proposing.mutate(term.code)
        }}
      />
      <ProblemNotice error={proposing.error} />
    </div>
  )
}

interface SettleProps {
  readonly study: string
  readonly verbatim: string
  readonly coding: CodingView
}

function Settle({ study, verbatim, coding }: SettleProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [withdrawing, setWithdrawing] = useState(false)
  const approving = useMutation({
    mutationFn: () =>
      call(approveCoding, {
        params: { study, coding: coding.id },
        body: {},
        version: coding.version,
      }),
    onSettled: () => invalidateStudyData(client, study),
  })
  const names = { term: coding.term, text: verbatim }
  return (
    <>
      {coding.state === 'proposed' && (
        <Button
          variant="default"
          size="compact-xs"
          loading={approving.isPending}
          aria-label={t('coding.approveTerm', names)}
          onClick={() => {
            approving.mutate()
          }}
        >
          {t('coding.approve')}
        </Button>
      )}
      {withdrawing ? (
        <WithdrawBox
          study={study}
          coding={coding}
          onDone={() => {
            setWithdrawing(false)
          }}
        />
      ) : (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={t('coding.withdrawTerm', names)}
          onClick={() => {
            setWithdrawing(true)
          }}
        >
          {t('coding.withdraw')}
        </Button>
      )}
      <ProblemNotice error={approving.error} />
    </>
  )
}
