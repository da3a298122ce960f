import { Button } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { checkSubject } from '../../shared/checks/gather-subject.ts'
import {
  suggestedEvents,
  suggestedItems,
  type SuggestedEvent,
} from '../../shared/checks/suggested-events.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import { safetyOf, suggestFromGrade } from '../../shared/protocol/safety-settings.ts'
import { findTerm } from '../../shared/safety/ctcae-catalogue.ts'
import { formatDate } from '../kit/format.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { useShortcuts } from '../kit/keys.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'

interface SuggestionsProps {
  readonly screen: SubjectScreen
  readonly onStart: (values: FormValues) => void
}

/** Laboratory grades that no event covers; one key starts the form of the first, a person decides. */
export function Suggestions({ screen, onStart }: SuggestionsProps): ReactNode {
  const { t } = useTexts()
  const { definition } = screen.study
  const { checked } = screen
  const fromGrade = suggestFromGrade(safetyOf(definition))
  const suggestions = useMemo(() => {
    const input = { ...checked, today: null }
    return suggestedEvents(checkSubject(definition, input, builtInFamilies), fromGrade)
  }, [definition, checked, fromGrade])
  const start = (at: number): void => {
    const suggestion = suggestions[at]
    if (suggestion !== undefined) onStart({ items: suggestedItems(suggestion), rows: [] })
  }
  useShortcuts({
    a: () => {
      start(0)
    },
  })
  if (suggestions.length === 0) return null
  return (
    <Section title={t('suggest.title')} aside={t('suggest.aside', { grade: fromGrade })}>
      <div className={page['tableWrap']}>
        <table className={page['table']}>
          <thead>
            <tr>
              <th scope="col">{t('suggest.term')}</th>
              <th scope="col">{t('suggest.grade')}</th>
              <th scope="col">{t('suggest.result')}</th>
              <th scope="col">{t('suggest.since')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('form.rowActions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {suggestions.map((one, at) => (
              <SuggestionRow
                key={one.term}
                suggestion={one}
                first={at === 0}
                onStart={() => {
                  start(at)
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function SuggestionRow(props: {
  readonly suggestion: SuggestedEvent
  /** The key starts this one. */
  readonly first: boolean
  readonly onStart: () => void
}): ReactNode {
  const { t, language } = useTexts()
  const { term, grades, test, result, date, firstDate, results } = props.suggestion
  const name = language === 'zh' ? (findTerm(term)?.chineseName ?? term) : term
  return (
    <tr>
      <td>{name}</td>
      <td>
        <GradeMark grade={grades} />
      </td>
      <td>
        {test} {result} · {formatDate(date, language)}
        {results > 1 && (
          <span className={page['soft']}> {t('suggest.more', { count: results - 1 })}</span>
        )}
      </td>
      <td className={page['nowrap']}>{formatDate(firstDate, language)}</td>
      <td className={page['number']}>
        {props.first && <kbd className={page['soft']}>a</kbd>}{' '}
        <Button
          variant="default"
          size="compact-xs"
          aria-label={t('suggest.startFor', { term: name })}
          onClick={props.onStart}
        >
          {t('suggest.start')}
        </Button>
      </td>
    </tr>
  )
}
