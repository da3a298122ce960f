import type { ReactNode } from 'react'
import { BREAKING_CASES } from '../../shared/signatures/breaking-cases.ts'
import { useTexts } from '../kit/texts.ts'
import css from './sign.module.css'

/** The written table of what breaks a signature and what does not. @source ES-08 */
export function Rules(): ReactNode {
  const { t, say } = useTexts()
  return (
    <details className={css['covered']}>
      <summary>{t('sign.rules')}</summary>
      <dl className={css['rules']}>
        {BREAKING_CASES.map(({ key, effect, when, because }) => (
          <div key={key}>
            <dt>{say(when)}</dt>
            <dd>
              <strong>
                <span aria-hidden="true">{effect === 'breaks' ? '✎\u0338' : '✎'}</span>{' '}
                {t(`sign.${effect}`)}
              </strong>{' '}
              {say(because)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
