import type { ReactNode } from 'react'
import type { DerivedBook } from '../../shared/casebook/derived-book.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { lineWords } from '../../shared/proof/line-words.ts'
import { formatDate } from '../kit/format.ts'
import { useTexts } from '../kit/texts.ts'
import css from './casebook.module.css'
import { Sheet, type HeadLine } from './sheet.tsx'

interface DerivedSheetProps {
  readonly derived: DerivedBook
  readonly forms: readonly FormDefinition[]
  readonly head: readonly HeadLine[]
}

/** What is derived of the subject, each value with its rule, the rule's source and its inputs. */
export function DerivedSheet({ derived, forms, head }: DerivedSheetProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const { cutoff, lines } = derived
  return (
    <Sheet title={t('proof.title')} head={head}>
      {cutoff === null ? (
        <p>{t('proof.none')}</p>
      ) : (
        <p>{t('proof.note', { cutoff: formatDate(cutoff, language) })}</p>
      )}
      {lines.length > 0 && (
        <div className={css['rows']} role="group" aria-label={t('proof.title')} tabIndex={0}>
          <table className={css['grid']}>
            <thead>
              <tr>
                {(['proof.of', 'book.value', 'proof.rule', 'proof.inputs'] as const).map((key) => (
                  <th scope="col" key={key}>
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => {
                const { title, value, rule, source, inputs } = lineWords(texts, line, forms)
                return (
                  <tr key={line.step.fact}>
                    <th scope="row">{title}</th>
                    <td className={css['result']}>
                      <b>{value}</b>
                    </td>
                    <td>
                      {rule}. {source}
                    </td>
                    <td>{inputs}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </Sheet>
  )
}
