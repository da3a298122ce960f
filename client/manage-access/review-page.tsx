import { Button, NumberInput, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  downloadAccessReview,
  recordAccessReview,
  type ReviewedAccount,
} from '../../shared/api/routes/access.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import { call, urlOf } from '../kit/http.ts'
import { EmptyState, Loading, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { reviewQuery, type AccessReview } from './queries.ts'

/** Accounts with their rights, those unused marked; and the reviews that were done. */
export function ReviewPage(): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [days, setDays] = useState<number | null>(null)
  const review = useQuery({ ...reviewQuery(days), placeholderData: keepPreviousData })
  const { data } = review
  return (
    <Page
      crumbs={[{ label: t('nav.work'), to: '/' }]}
      title={t('nav.accessReview')}
      state={data === undefined ? '' : stateOf(data, texts)}
      actions={<a href={urlOf(downloadAccessReview, fileQuery(days))}>{t('accessReview.csv')}</a>}
    >
      <ProblemNotice error={review.error} />
      {data === undefined && review.error === null && <Loading />}
      {data !== undefined && (
        <>
          <DaysBox days={days ?? data.days} onChange={setDays} />
          <AccountTable accounts={data.accounts} />
          <RecordReview days={data.days} />
          <PastReviews reviews={data.reviews} />
        </>
      )}
    </Page>
  )
}

function stateOf({ accounts, days }: AccessReview, { t }: Texts): string {
  const unused = accounts.filter((account) => account.unused).length
  return t('accessReview.state', { unused, count: accounts.length, days })
}

interface DaysBoxProps {
  readonly days: number
  /** Null: as the settings say. */
  readonly onChange: (days: number | null) => void
}

function DaysBox({ days, onChange }: DaysBoxProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={page['filters']}>
      <NumberInput
        size="xs"
        label={t('accessReview.days')}
        w={240}
        min={0}
        max={3660}
        allowDecimal={false}
        value={days}
        onChange={(typed) => {
          onChange(typeof typed === 'number' && typed >= 0 && typed <= 3660 ? typed : null)
        }}
      />
    </div>
  )
}

function fileQuery(days: number | null) {
  return { query: days === null ? {} : { days } }
}

function AccountTable({ accounts }: { readonly accounts: AccessReview['accounts'] }): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable name="review" rows={accounts} columns={columnsOf(texts)}>
      {(account) => (
        <tr key={account.id}>
          <th scope="row">{account.username}</th>
          <td>{account.displayName}</td>
          <td>
            {account.grants.length === 0
              ? NOTHING
              : account.grants.map((grant) => <div key={grant.id}>{grantText(grant, texts)}</div>)}
          </td>
          <td className={page['nowrap']}>{formatTime(account.lastSignInAt)}</td>
          <td className={page['number']}>{account.idleDays}</td>
          <td>{stateText(account, texts)}</td>
          <td className={page['number']}>{account.tokens}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<ReviewedAccount>[] {
  const { t } = texts
  return [
    { key: 'username', head: t('signIn.username'), value: ({ username }) => username },
    { key: 'name', head: t('accounts.name'), value: ({ displayName }) => displayName },
    {
      key: 'grants',
      head: t('accounts.grants'),
      value: ({ grants }) => grants.map((grant) => grantText(grant, texts)).join('; '),
    },
    timeColumn({ key: 'last', head: t('accounts.lastSignIn'), of: (one) => one.lastSignInAt }),
    {
      key: 'idle',
      head: t('accessReview.idle'),
      numeric: true,
      value: ({ idleDays }) => idleDays,
    },
    { key: 'state', head: t('subjects.state'), value: (account) => stateText(account, texts) },
    { key: 'tokens', head: t('accessReview.tokens'), numeric: true, value: ({ tokens }) => tokens },
  ]
}

function grantText({ role, study, site }: ReviewedAccount['grants'][number], { t }: Texts): string {
  const place = [study ?? t('accounts.allStudies'), site ?? t('accounts.allSites')]
  return [t(`role.${role}`), ...place].join(' · ')
}

function stateText({ locked, unused, secondFactor }: ReviewedAccount, { t }: Texts): string {
  const parts = [
    locked ? t('accounts.locked') : t('accounts.active'),
    ...(unused ? [t('accessReview.unused')] : []),
    ...(secondFactor ? [t('accounts.withFactor')] : []),
  ]
  return parts.join(', ')
}

function RecordReview({ days }: { readonly days: number }): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const recording = useMutation({
    mutationFn: () => call(recordAccessReview, { body: { note: note.trim(), days } }),
    onSuccess: async () => {
      setNote('')
      await client.invalidateQueries({ queryKey: ['access-review'] })
    },
  })
  return (
    <Section title={t('accessReview.record')}>
      <form
        className={page['filters']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (note.trim() !== '') recording.mutate()
        }}
      >
        <TextInput
          label={`${t('accessReview.note')} *`}
          w={420}
          maxLength={1000}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value)
          }}
        />
        <Button type="submit" disabled={note.trim() === ''} loading={recording.isPending}>
          {t('accessReview.recordNow')}
        </Button>
      </form>
      <ProblemNotice error={recording.error} />
    </Section>
  )
}

type Review = AccessReview['reviews'][number]

function PastReviews({ reviews }: { readonly reviews: readonly Review[] }): ReactNode {
  const { t } = useTexts()
  const columns: readonly TableColumn<Review>[] = [
    timeColumn({ key: 'at', head: t('audit.when'), of: ({ at }) => at }),
    { key: 'by', head: t('accessReview.by'), value: ({ by }) => by },
    { key: 'unused', head: t('accessReview.unused'), numeric: true, value: ({ unused }) => unused },
    { key: 'note', head: t('accessReview.note'), value: ({ note }) => note },
  ]
  return (
    <Section title={t('accessReview.past')}>
      {reviews.length === 0 ? (
        <EmptyState>{t('accessReview.none')}</EmptyState>
      ) : (
        <SortableTable name="reviews" rows={reviews} columns={columns} width={900}>
          {({ at, by, unused, note }) => (
            <tr key={at}>
              <td className={page['nowrap']}>{formatTime(at)}</td>
              <td>{by}</td>
              <td className={page['number']}>{unused}</td>
              <td>{note}</td>
            </tr>
          )}
        </SortableTable>
      )}
    </Section>
  )
}
