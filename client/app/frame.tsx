import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Outlet, useParams } from 'react-router'
import { GuardedPages } from '../kit/form/leave-guard.tsx'
import { Loading } from '../kit/page.tsx'
import { SkipLink } from '../kit/skip-link.tsx'
import { TestBanner } from '../kit/test-mark.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './frame.module.css'
import { SideNavigation } from './side-navigation.tsx'
import { SignedIn } from './signed-in.tsx'

/** Nobody asks for the keys before there is a page. */
const KeyboardHelp = lazy(async () => ({
  default: (await import('./keyboard-help.tsx')).KeyboardHelp,
}))

const REMEMBERED_UNDER = 'hepatrial.navigation'

/** The frame around every screen: left navigation by job, and the content beside it. */
export function Frame(): ReactNode {
  const { t } = useTexts()
  const { study } = useParams()
  const [narrow, setNarrow] = useState(startsNarrow)
  const toggle = (): void => {
    localStorage.setItem(REMEMBERED_UNDER, narrow ? 'wide' : 'narrow')
    setNarrow(!narrow)
  }
  return (
    <SignedIn>
      <div className={css['frame']} data-narrow={narrow ? '' : undefined}>
        <SkipLink to="content">{t('frame.skip')}</SkipLink>
        <SideNavigation narrow={narrow} onToggle={toggle} />
        <main id="content" tabIndex={-1} style={{ minWidth: 0 }}>
          <TestBanner study={study} />
          <GuardedPages>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </GuardedPages>
        </main>
        <Suspense fallback={null}>
          <KeyboardHelp />
        </Suspense>
      </div>
    </SignedIn>
  )
}

function startsNarrow(): boolean {
  const remembered = localStorage.getItem(REMEMBERED_UNDER)
  return remembered === null ? window.innerWidth < 1000 : remembered === 'narrow'
}
