import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactNode } from 'react'
import type { TermView } from '../../shared/api/routes/coding.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './coding.module.css'
import { pathText } from './path-text.ts'
import { termsQuery } from './queries.ts'

interface TermSearchProps {
  readonly study: string
  readonly dictionary: string
  readonly verbatim: string
  readonly onTake: (term: TermView) => void
}

const FEWEST_LETTERS = 2
const SHOWN_AT_MOST = 8

/** Looks for a term in the release and proposes it. */
export function TermSearch({ study, dictionary, verbatim, onTake }: TermSearchProps): ReactNode {
  const { t } = useTexts()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const enabled = search.length >= FEWEST_LETTERS
  const { data, error } = useQuery({ ...termsQuery(study, dictionary, search), enabled })
  const terms = enabled ? (data?.terms ?? null) : null
  return (
    <div>
      <TextInput
        size="xs"
        placeholder={t('coding.search')}
        aria-label={t('coding.searchFor', { text: verbatim })}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      <ProblemNotice error={error} />
      {terms?.length === 0 && <div className={page['soft']}>{t('coding.noHit')}</div>}
      {terms !== null && terms.length > 0 && (
        <ul className={css['hits']}>
          {terms.slice(0, SHOWN_AT_MOST).map((term) => (
            <li key={term.code}>
              <span>
                {term.name} <span className={page['soft']}>{pathText(term.parents)}</span>
              </span>
              <Button
                variant="default"
                size="compact-xs"
                aria-label={t('coding.takeTerm', { term: term.name, text: verbatim })}
                onClick={() => {
                  onTake(term)
                }}
              >
                {t('coding.take')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
