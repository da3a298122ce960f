import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import type { QueryView } from '../../../shared/api/routes/queries.ts'
import type { AuditEntryView } from '../../../shared/api/routes/trail.ts'
import { settlementBar, settlersOf } from '../../../shared/queries/settlers.ts'
import { QUERY_STEPS, stepsFrom, type QueryStep } from '../../../shared/queries/states.ts'
import { formatTime, NOTHING } from '../format.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { usePermissions, useSession } from '../session.ts'
import { useTexts } from '../texts.ts'
import { historyQuery, QUERY_SIGNS, useStep } from './data-queries.ts'
import css from './data-queries.module.css'

interface ThreadProps {
  readonly study: string
  readonly query: QueryView
  /** What it is about, in the reader's words. */
  readonly label: string
  /** Begins with the box to write in. */
  readonly focused?: boolean
}

/** One query: the steps of its life and the changes of the value on one line of time, and what may come next. */
export function Thread({ study, query, label, focused = false }: ThreadProps): ReactNode {
  const { t, say } = useTexts()
  const events = useEvents(study, query)
  const thread = useRef<HTMLElement>(null)
  return (
    <section
      ref={thread}
      tabIndex={-1}
      className={css['thread']}
      aria-label={t('query.thread', { place: label })}
    >
      <div className={css['state']}>
        <span aria-hidden="true">{QUERY_SIGNS[query.state]}</span> {t(`query.state.${query.state}`)}
        {query.check !== null && <span className={css['check']}> · {query.check}</span>}
      </div>
      <ol className={css['events']}>
        {events.map((event) => (
          <li key={event.key} data-kind={event.kind}>
            <div className={css['who']}>
              {event.what} · {event.who} · {formatTime(event.at)}
            </div>
            {event.text !== null && <div className={css['words']}>{say(event.text)}</div>}
          </li>
        ))}
      </ol>
      <Steps
        study={study}
        query={query}
        focused={focused}
        onTaken={() => {
          // The button that was pressed may be gone: the focus stays in the thread.
          thread.current?.focus()
        }}
      />
    </section>
  )
}

interface Event {
  readonly key: string
  readonly kind: 'query' | 'value'
  readonly at: string
  readonly what: string
  readonly who: string
  readonly text: { readonly en: string; readonly zh: string } | null
}

function useEvents(study: string, query: QueryView): readonly Event[] {
  const { t } = useTexts()
  const { subjid, record } = query
  const may = usePermissions()
  const { data } = useQuery({
    ...historyQuery(study, subjid, record ?? ''),
    enabled: record !== null && may('audit.read', { study, site: query.site }),
  })
  const said = query.entries.map((entry, index): Event => ({
    key: `query ${index}`,
    kind: 'query',
    at: entry.at,
    what: t(`query.did.${entry.act}`),
    who: entry.by === 'system' ? t('query.program') : entry.by,
    text: entry.said ?? (entry.text === null ? null : { en: entry.text, zh: entry.text }),
  }))
  const changes = (data?.entries ?? [])
    .flatMap((entry) => changesOf(entry, query))
    .map(({ entry, before, after }, index): Event => {
      const text = `${before ?? NOTHING} → ${after ?? NOTHING}`
      return {
        key: `value ${index}`,
        kind: 'value',
        at: entry.at,
        what: t('query.valueChanged'),
        who: entry.username,
        text: { en: text, zh: text },
      }
    })
  return [...said, ...changes].sort((a, b) => (a.at < b.at ? -1 : 1))
}

interface ValueChange {
  readonly entry: AuditEntryView
  readonly before: string | null
  readonly after: string | null
}

/** Changes of the value that the query asks about; of a row in a group, all of that item. */
function changesOf(entry: AuditEntryView, { item, groupRow }: QueryView): readonly ValueChange[] {
  if (item === '' || entry.entity !== 'record') return []
  const place = groupRow === '' ? '/items/' : '/rows/'
  return entry.changes
    .filter((change) => change.item === item && change.pointer.includes(place))
    .map(({ before, after }) => ({ entry, before, after }))
}

interface StepsProps extends Required<Omit<ThreadProps, 'label'>> {
  readonly onTaken: () => void
}

interface Offer {
  /** The steps that the person may take now. */
  readonly steps: readonly QueryStep[]
  /** Why they may not settle it, where others could; null: nothing bars it. */
  readonly bar: string | null
}

function useOffer(study: string, query: QueryView): Offer {
  const may = usePermissions()
  const bar = useSettlementBar(query, study)
  const scope = { study, site: query.site }
  const offered = stepsFrom(query.state).filter((step) => may(QUERY_STEPS[step].permission, scope))
  const settles = (step: QueryStep): boolean => QUERY_STEPS[step].permission === 'query.settle'
  if (bar === null || !offered.some(settles)) return { steps: offered, bar: null }
  return { steps: offered.filter((step) => !settles(step)), bar }
}

function Steps({ study, query, focused, onTaken }: StepsProps): ReactNode {
  const { t } = useTexts()
  const { steps, bar } = useOffer(study, query)
  if (steps.length === 0 && bar === null) return null
  return (
    <div className={css['steps']}>
      {bar !== null && <p className={css['who']}>{bar}</p>}
      {steps.includes('close') && query.stands && (
        <p className={css['who']}>△ {t('query.standsStill')}</p>
      )}
      {steps.length > 0 && (
        <StepBox study={study} query={query} steps={steps} focused={focused} onTaken={onTaken} />
      )}
    </div>
  )
}

/** The box for the words of a step, and the steps. */
function StepBox(props: StepsProps & Pick<Offer, 'steps'>): ReactNode {
  const { study, query, steps, focused, onTaken } = props
  const { t } = useTexts()
  const [text, setText] = useState('')
  const stepping = useStep(study, query)
  const take = (step: QueryStep): void => {
    stepping.mutate(
      { step, text: text.trim() },
      {
        onSuccess: () => {
          setText('')
          onTaken()
        },
      },
    )
  }
  return (
    <>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        label={t('query.words')}
        value={text}
        {...(focused ? { 'data-autofocus': true } : {})}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <div className={css['buttons']}>
        {steps.map((step, place) => (
          <Button
            key={step}
            size="compact-xs"
            variant={place === 0 && step !== 'comment' ? 'filled' : 'default'}
            disabled={needsText(step, query) && text.trim() === ''}
            loading={stepping.isPending && stepping.variables.step === step}
            onClick={() => {
              take(step)
            }}
          >
            {t(`query.step.${step}`)}
          </Button>
        ))}
      </div>
      <ProblemNotice error={stepping.error} />
    </>
  )
}

/** A query of a check that fires still is not closed without a reason. */
function needsText(step: QueryStep, { stands }: QueryView): boolean {
  return QUERY_STEPS[step].needsText || (step === 'close' && stands)
}

/** Why the person signed in does not settle the query, in words; null: nothing bars it. */
function useSettlementBar(query: QueryView, study: string): string | null {
  const { t } = useTexts()
  const session = useSession()
  const roles = (session?.grants ?? [])
    .filter(
      (grant) =>
        (grant.study === null || grant.study === study) &&
        (grant.site === null || grant.site === query.site),
    )
    .map(({ role }) => role)
  const bar = settlementBar(query, { roles, person: session?.account.username ?? '' })
  if (bar === null) return null
  if (bar === 'own') return t('query.notOwn')
  return t('query.notYours', {
    roles: settlersOf(query)
      .map((role) => t(`role.${role}`))
      .join(', '),
  })
}
