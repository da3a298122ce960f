import { Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { NavLink, useLocation, useParams } from 'react-router'
import { HELP_TAB, helpPath } from '../kit/help-link.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { studyQuery } from '../kit/queries.ts'
import { noticesQuery } from '../kit/safety-queries.ts'
import { usePermissions, useSession } from '../kit/session.ts'
import { SignOfPage } from '../kit/test-mark.tsx'
import { useOtherLanguage } from '../kit/language-button.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './frame.module.css'
import { helpChapterOf } from './help-chapters.ts'
import { ADMINISTRATION, studyDestinations, type Destination } from './navigation.ts'
import { useSignOut } from './sign-out.tsx'

interface SideNavigationProps {
  readonly narrow: boolean
  readonly onToggle: () => void
}

/** Left navigation: the jobs this person may do, then language, scheme, help and sign-out. */
export function SideNavigation({ narrow, onToggle }: SideNavigationProps): ReactNode {
  const { t } = useTexts()
  const { study } = useParams()
  const may = usePermissions()
  const ofStudy = useStudyDestinations(study)
  const allowed = ofStudy.filter(({ permission }) => may(permission, scopeOf(study)))
  const administration = ADMINISTRATION.filter(({ permission }) => may(permission))
  return (
    <nav className={css['nav']} aria-label={t('nav.label')}>
      <Brand narrow={narrow} onToggle={onToggle} study={study} />
      <Group>
        <Destinations narrow={narrow} entries={[MY_WORK]} />
        <NoticesEntry narrow={narrow} />
      </Group>
      {allowed.length > 0 && (
        <Group {...(narrow ? {} : { title: study ?? '' })}>
          <Destinations narrow={narrow} entries={allowed} />
        </Group>
      )}
      {administration.length > 0 && (
        <Group {...(narrow ? {} : { title: t('nav.administration') })}>
          <Destinations narrow={narrow} entries={administration} />
        </Group>
      )}
      <PersonalEntries narrow={narrow} />
    </nav>
  )
}

/** The product's name, the switch between narrow and wide, and the sign of a test. */
function Brand(props: SideNavigationProps & { readonly study: string | undefined }): ReactNode {
  const { narrow, onToggle, study } = props
  const { t } = useTexts()
  return (
    <>
      <div className={css['brand']}>
        {!narrow && <span>Hepatrial</span>}
        {!narrow && <SignOfPage study={study} />}
        <button
          type="button"
          className={css['toggle']}
          onClick={onToggle}
          aria-expanded={!narrow}
          aria-label={t(narrow ? 'nav.expand' : 'nav.collapse')}
        >
          <Icon name={narrow ? 'expand' : 'collapse'} />
        </button>
      </div>
      {narrow && (
        <div className={css['narrowSign']}>
          <SignOfPage study={study} />
        </div>
      )}
    </>
  )
}

/** Jobs of a study; one that depends on its definition waits until that is known. */
function useStudyDestinations(study: string | undefined): readonly Destination[] {
  const { data } = useQuery({ ...studyQuery(study ?? ''), enabled: study !== undefined })
  if (study === undefined) return []
  return studyDestinations(study).filter(
    ({ only }) => only === undefined || (data !== undefined && only(data.definition)),
  )
}

const MY_WORK: Destination = {
  to: '/',
  label: 'nav.work',
  icon: 'work',
  permission: 'study.read',
  exact: true,
}

function scopeOf(study: string | undefined): { study?: string } {
  return study === undefined ? {} : { study }
}

function Group(props: { readonly title?: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={css['group']}>
      {props.title !== undefined && <div className={css['groupTitle']}>{props.title}</div>}
      {props.children}
    </div>
  )
}

function Destinations(props: {
  readonly narrow: boolean
  readonly entries: readonly Destination[]
}): ReactNode {
  const { t } = useTexts()
  return props.entries.map(({ to, label, icon, exact }) => (
    <Tooltip key={to} label={t(label)} position="right" disabled={!props.narrow}>
      <NavLink to={to} end={exact === true} className={css['item'] ?? ''} aria-label={t(label)}>
        <Icon name={icon} />
        {!props.narrow && <span>{t(label)}</span>}
      </NavLink>
    </Tooltip>
  ))
}

const ASK_AGAIN_MS = 60_000

/** The way to the own notices, with how many are unread. */
function NoticesEntry({ narrow }: { readonly narrow: boolean }): ReactNode {
  const { t } = useTexts()
  const { data } = useQuery({ ...noticesQuery, refetchInterval: ASK_AGAIN_MS })
  const unread = data?.unread ?? 0
  const label = unread === 0 ? t('nav.notices') : t('nav.noticesUnread', { count: unread })
  return (
    <Tooltip label={label} position="right" disabled={!narrow}>
      <NavLink to="/notices" className={css['item'] ?? ''} aria-label={label}>
        <Icon name="notice" />
        {!narrow && <span>{t('nav.notices')}</span>}
        {unread > 0 && <span className={css['count']}>{unread}</span>}
      </NavLink>
    </Tooltip>
  )
}

function PersonalEntries({ narrow }: { readonly narrow: boolean }): ReactNode {
  const { t } = useTexts()
  const other = useOtherLanguage()
  const session = useSession()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const { leave, question } = useSignOut()
  return (
    <div className={`${css['group'] ?? ''} ${css['end'] ?? ''}`}>
      {!narrow && <div className={css['who']}>{session?.account.displayName}</div>}
      <Tooltip label={t('nav.myAccess')} position="right" disabled={!narrow}>
        <NavLink to="/my-access" className={css['item'] ?? ''} aria-label={t('nav.myAccess')}>
          <Icon name="lock" />
          {!narrow && <span>{t('nav.myAccess')}</span>}
        </NavLink>
      </Tooltip>
      <Action
        narrow={narrow}
        icon="language"
        label={other.name}
        lang={other.lang}
        onClick={other.choose}
      />
      <Action
        narrow={narrow}
        icon="scheme"
        label={t(scheme === 'dark' ? 'nav.light' : 'nav.dark')}
        onClick={() => {
          setColorScheme(scheme === 'dark' ? 'light' : 'dark')
        }}
      />
      <HelpEntry narrow={narrow} />
      <Action
        narrow={narrow}
        icon="keys"
        label={t('nav.keys')}
        onClick={() => {
          window.dispatchEvent(new Event('hepatrial:keys'))
        }}
      />
      <Action narrow={narrow} icon="leave" label={t('nav.signOut')} onClick={leave} />
      {question}
    </div>
  )
}

/** The help, at the chapter of this page; in another tab, so that what is typed here stays. */
function HelpEntry({ narrow }: { readonly narrow: boolean }): ReactNode {
  const { t } = useTexts()
  const chapter = helpChapterOf(useLocation().pathname)
  return (
    <Tooltip label={t('help.title')} position="right" disabled={!narrow}>
      <a
        className={css['item']}
        href={helpPath(chapter)}
        target={HELP_TAB}
        aria-label={t('help.title')}
      >
        <Icon name="help" />
        {!narrow && <span>{t('help.title')}</span>}
      </a>
    </Tooltip>
  )
}

function Action(props: {
  readonly narrow: boolean
  readonly icon: IconName
  readonly label: string
  /** Language of the label, where it is not that of the page. */
  readonly lang?: string
  readonly onClick: () => void
}): ReactNode {
  return (
    <Tooltip label={props.label} position="right" disabled={!props.narrow}>
      <button
        type="button"
        className={css['item']}
        onClick={props.onClick}
        {...(props.narrow ? { 'aria-label': props.label } : {})}
        {...(props.lang === undefined ? {} : { lang: props.lang })}
      >
        <Icon name={props.icon} />
        {!props.narrow && <span>{props.label}</span>}
      </button>
    </Tooltip>
  )
}
