import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useRouteError } from 'react-router'
import { isProblem } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import css from '../kit/page.module.css'
import { problemText } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'

/** What stands where a screen could not be shown: why, and the ways on. */
export function RouteFailure(): ReactNode {
  const texts = useTexts()
  const client = useQueryClient()
  const error: unknown = useRouteError()
  const notFound = error === undefined || isProblem(error, 'urn:problem:not-found')
  return (
    <div className={css['page']}>
      <Notice kind={notFound ? 'warning' : 'fault'}>
        {notFound ? texts.t('frame.notFound') : problemText(texts, error)}
      </Notice>
      <div className={css['inline']}>
        <Button
          variant="default"
          onClick={() => {
            client.clear()
            window.location.reload()
          }}
        >
          {texts.t('frame.again')}
        </Button>
        <Link to="/">{texts.t('nav.work')}</Link>
      </div>
    </div>
  )
}
