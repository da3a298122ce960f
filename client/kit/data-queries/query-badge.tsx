import { Popover } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { QueryView } from '../../../shared/api/routes/queries.ts'
import { isSettled } from '../../../shared/queries/states.ts'
import { usePermissions } from '../session.ts'
import { useTexts } from '../texts.ts'
import { Ask } from './ask.tsx'
import { QUERY_SIGNS, useFormQueries, worstState, type FormQueries } from './data-queries.ts'
import css from './data-queries.module.css'
import { Thread } from './thread.tsx'

interface QueryBadgeProps {
  /** Key of the item; empty for the form as a whole. */
  readonly item: string
  /** Identity of the row in the form's group; empty outside a group. */
  readonly groupRow: string
  /** What the badge stands at, in the reader's words. */
  readonly label: string
}

/** The queries of one value by number and state, their threads in a panel at the value, and a new one. */
export function QueryBadge(props: QueryBadgeProps): ReactNode {
  const form = useFormQueries()
  const record = form?.record ?? null
  if (form === null || record === null) return null
  return <OwnQueries {...props} form={form} record={record} />
}

interface OwnQueriesProps extends QueryBadgeProps {
  readonly form: FormQueries
  readonly record: string
}

function OwnQueries(props: OwnQueriesProps): ReactNode {
  const { study, site, queries } = props.form
  const mayOpen = usePermissions()('query.open', { study, site })
  const own = queries.filter(
    ({ item, groupRow }) => item === props.item && groupRow === props.groupRow,
  )
  if (own.length === 0 && !mayOpen) return null
  return <Badge {...props} own={own} mayOpen={mayOpen} />
}

interface BadgeProps extends OwnQueriesProps {
  readonly own: readonly QueryView[]
  readonly mayOpen: boolean
}

function Badge({ item, groupRow, label, form, record, own, mayOpen }: BadgeProps): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  const unsettled = own.filter(({ state }) => !isSettled(state))
  const state = worstState(own)
  const name =
    state === null
      ? t('query.ask', { label })
      : t('query.badge', { label, count: unsettled.length, state: t(`query.state.${state}`) })
  const { study, subjid } = form
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      width={440}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={css['badge']}
          data-state={state ?? 'none'}
          title={name}
          aria-label={name}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {state === null ? (
            <span aria-hidden="true">+ ?</span>
          ) : (
            <>
              <span aria-hidden="true">{QUERY_SIGNS[state]}</span>{' '}
              {unsettled.length > 1 && `${unsettled.length} `}
              {t(`query.state.${state}`)}
            </>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css['panel']}>
          <h3>{label}</h3>
          {own.map((query) => (
            <Thread
              key={query.id}
              study={study}
              query={query}
              label={label}
              focused={query === unsettled[0]}
            />
          ))}
          {mayOpen && <Ask asked={{ study, subjid, record, item, groupRow }} />}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
