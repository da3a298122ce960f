import { Fragment, type ReactNode } from 'react'
import type { Trace, TraceInput } from '../../shared/kernel/trace.ts'
import css from './explained.module.css'
import { ruleText, wordText } from './rule-text.ts'
import { useTexts } from './texts.ts'

/** The steps of a derivation in order: rule in words, inputs with their rows, result. */
export function TraceList({ trace }: { readonly trace: readonly Trace[] }): ReactNode {
  const texts = useTexts()
  if (trace.length === 0) return <p className={css['rule']}>{texts.t('trace.none')}</p>
  return (
    <ol className={css['steps']}>
      {trace.map((step, index) => (
        <li key={`${step.rule}-${index}`} className={css['step']}>
          <div>
            <span className={css['result']}>{wordText(texts, step.result)}</span>{' '}
            <span className={css['rule']}>{ruleText(texts, step.rule)}</span>
          </div>
          <dl className={css['inputs']}>
            {step.inputs.map((input, place) => (
              <Fragment key={`${input.name}-${place}`}>
                <dt>{wordText(texts, input.name)}</dt>
                <dd>{wordText(texts, input.value)}</dd>
                <dd className={css['source']}>{sourceOf(input)}</dd>
              </Fragment>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  )
}

function sourceOf({ from }: TraceInput): string {
  if (from === undefined) return ''
  return [from.file, from.row, from.column].filter((part) => part.trim() !== '').join(' · ')
}
