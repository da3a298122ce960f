import { Skeleton } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import css from './page.module.css'
import { useTexts } from './texts.ts'

export interface Crumb {
  readonly label: string
  readonly to?: string
}

interface PageProps {
  readonly crumbs: readonly Crumb[]
  readonly title: string
  /** What state the thing shown is in. */
  readonly state?: ReactNode
  /** What may be done next; at most one filled button. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A screen: where I am, what state it is in, what I may do next, and the content. */
export function Page({ crumbs, title, state, actions, children }: PageProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={css['page']}>
      <title>{`${title} · Hepatrial`}</title>
      <header className={css['header']}>
        <div className={css['where']}>
          <nav aria-label={t('frame.breadcrumb')}>
            <ol className={css['crumbs']}>
              {crumbs.map((crumb) => (
                <li key={`${crumb.label}${crumb.to ?? ''}`}>
                  {crumb.to === undefined ? crumb.label : <Link to={crumb.to}>{crumb.label}</Link>}
                </li>
              ))}
            </ol>
          </nav>
          <div className={css['title']}>
            <h1>{title}</h1>
            {state !== undefined && <span className={css['state']}>{state}</span>}
          </div>
        </div>
        {actions !== undefined && <div className={css['actions']}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A headed part of a screen. */
export function Section({ title, aside, children }: SectionProps): ReactNode {
  return (
    <section className={css['section']}>
      <div className={css['sectionHead']}>
        <h2>{title}</h2>
        {aside !== undefined && <div className={css['soft']}>{aside}</div>}
      </div>
      {children}
    </section>
  )
}

interface NoticeProps {
  readonly kind: 'note' | 'warning' | 'fault'
  readonly children: ReactNode
}

const NOTICE_SIGNS = { note: 'i', warning: '△', fault: '✕' } as const

/** A message where it arose; faults are announced at once, the others when the reader pauses. */
export function Notice({ kind, children }: NoticeProps): ReactNode {
  return (
    <div className={css['notice']} data-kind={kind} role={kind === 'fault' ? 'alert' : 'status'}>
      <span aria-hidden="true">{NOTICE_SIGNS[kind]}</span>
      <div className={css['noticeBody']}>{children}</div>
    </div>
  )
}

/** Says what will stand here, and offers the first step. */
export function EmptyState({
  children,
  action,
}: {
  readonly children: ReactNode
  readonly action?: ReactNode
}): ReactNode {
  return (
    <div className={css['empty']}>
      <div>{children}</div>
      {action !== undefined && <div className={css['emptyAction']}>{action}</div>}
    </div>
  )
}

/** Keeps the layout still while a screen loads. */
export function Loading(): ReactNode {
  const { t } = useTexts()
  return (
    <div className={css['skeleton']} role="status" aria-label={t('frame.loading')}>
      <Skeleton height={12} width={180} mb={10} />
      <Skeleton height={20} width={320} mb={24} />
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <Fragment key={row}>
          <Skeleton height={14} mb={12} />
        </Fragment>
      ))}
    </div>
  )
}
