import { Fragment, type ReactNode } from 'react'
import { reopenedForms, type ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { DefinitionChange } from '../../shared/protocol/definition-difference.ts'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import css from './versions.module.css'

interface DifferenceTableProps {
  readonly changes: readonly DefinitionChange[]
  /** The later of the two versions. */
  readonly after: ProtocolDefinition
}

/** What tells two versions apart, one line per thing and per member that differs. */
export function DifferenceTable({ changes, after }: DifferenceTableProps): ReactNode {
  const { t, say } = useTexts()
  return (
    <>
      <Reopened after={after} />
      <div className={page['tableWrap']}>
        <table className={page['table']}>
          <thead>
            <tr>
              <th scope="col">{t('amend.part')}</th>
              <th scope="col">{t('amend.change')}</th>
              <th scope="col">{t('amend.thing')}</th>
              <th scope="col">{t('amend.before')}</th>
              <th scope="col">{t('amend.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ part, change, key, label, members }) => (
              <Fragment key={`${part} ${key}`}>
                <tr>
                  <td>{t(`amend.part.${part}`)}</td>
                  <td>{t(`amend.change.${change}`)}</td>
                  <td colSpan={3}>
                    {say(label)} <span className={page['soft']}>{key}</span>
                  </td>
                </tr>
                {members.map(({ member, before, after: now }) => (
                  <tr key={member}>
                    <td />
                    <td />
                    <td className={page['soft']}>{member}</td>
                    <td className={css['value']}>{before ?? '–'}</td>
                    <td className={css['value']}>{now ?? '–'}</td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Reopened({ after }: { readonly after: ProtocolDefinition }): ReactNode {
  const { t, say } = useTexts()
  const titles = reopenedForms(after).map((key) => {
    const form = after.forms.find((one) => one.key === key)
    return form === undefined ? key : say(form.title)
  })
  if (titles.length === 0) return <p>{t('amend.reopensNone')}</p>
  return <p>{t('amend.reopens', { forms: titles.join(', ') })}</p>
}
